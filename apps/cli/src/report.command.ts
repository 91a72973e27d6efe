import type { ReportKind } from './choices.js';
import {
  addressOf,
  CliError,
  EXIT_REFUSED,
  EXIT_UNREACHABLE,
  getBytes,
  problemText,
  tokenOf,
} from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { writeWhole } from './written-file.js';

export type ReportOptions = Connection & {
  readonly out: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly validAt?: string;
};

const pathOf = (kind: ReportKind, id: string): string => {
  const named = encodeURIComponent(id);
  return kind === 'cluster' ? `/v1/emulation-clusters/${named}/report.pdf` : `/v1/units/${named}/strength-report.pdf`;
};

/** Saves what people print: the review of a cluster, or how strong the chapters of a commune are. */
export const report = async (
  kind: ReportKind,
  id: string,
  options: ReportOptions,
  env: NodeJS.ProcessEnv,
): Promise<string> => {
  const { period, asOf, validAt, out } = options;
  const address = addressOf(options, env);
  const token = await tokenOf(options, 'auditor', env);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ period, asOf, validAt }))
    if (value !== undefined) query.set(name, value);
  const path = pathOf(kind, id);
  const answer = await getBytes(address, `${path}?${query}`, token);
  if (!('bytes' in answer)) throw new CliError(problemText(answer), EXIT_REFUSED);
  if (!isPdf(answer.bytes)) {
    throw new CliError(
      `${address} is not a ledger: it answered ${path} with something else than PDF`,
      EXIT_UNREACHABLE,
    );
  }
  await writeWhole(out, answer.bytes);
  return `${out}: ${answer.bytes.length} bytes`;
};

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
