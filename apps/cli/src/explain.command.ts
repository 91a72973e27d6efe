import type { explainKinds } from './choices.js';
import type { Explained, Language } from './explained.js';
import { explainedText } from './explained-text.js';
import { addressOf, CliError, EXIT_REFUSED, EXIT_USAGE, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';

export type ExplainOptions = Connection & {
  readonly lang: Language;
  readonly period?: string;
  readonly revision?: string;
  readonly cluster?: string;
  readonly criterion?: string;
  readonly evidence?: string;
  readonly after?: string;
  readonly asOf?: string;
  readonly validAt?: string;
  readonly json?: boolean;
};

/** Why a chapter has its level, or a unit its score in a cluster: a tree down to the events, as the auditor sees it. */
export const explain = async (
  kind: (typeof explainKinds)[number],
  id: string,
  options: ExplainOptions,
  env: NodeJS.ProcessEnv,
): Promise<string> => {
  const { lang, period, revision, criterion, evidence, after, asOf, validAt } = options;
  const address = addressOf(options, env);
  const token = await tokenOf(options, 'auditor', env);
  const query = new URLSearchParams();
  const named = { period, revision, criterion, evidence, after, asOf, validAt, unit: kind === 'unit' ? id : undefined };
  for (const [name, value] of Object.entries(named)) if (value !== undefined) query.set(name, value);
  const path =
    kind === 'chapter'
      ? `/v1/standings/chapters/${encodeURIComponent(id)}/explain`
      : `/v1/emulation-clusters/${encodeURIComponent(options.cluster ?? (await clusterOf(id, address, token)))}/ranking/explain`;
  const answer = await get(address, `${path}?${query}`, token, { lang });
  if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
  if (options.json) return JSON.stringify(answer.body, null, 2);
  return explainedText((answer.body as { data: Explained }).data, lang);
};

type Cluster = { readonly clusterId: string; readonly name: string };

/** The one cluster that the unit is or was in. */
const clusterOf = async (unit: string, address: string, token: string): Promise<string> => {
  const answer = await get(address, `/v1/emulation-clusters?member=${encodeURIComponent(unit)}`, token);
  if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
  const [only, ...others] = (answer.body as { data: readonly Cluster[] }).data;
  if (!only) throw new CliError(`the unit ${unit} is in no emulation cluster that you see`, EXIT_REFUSED);
  if (others.length === 0) return only.clusterId;
  const names = [only, ...others].map(({ clusterId, name }) => `${clusterId} (${name})`).join(', ');
  throw new CliError(`the unit is in more than one cluster; say which with --cluster: ${names}`, EXIT_USAGE);
};
