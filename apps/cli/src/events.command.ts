import { addressOf, CliError, EXIT_REFUSED, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { cut, table } from './table.js';

export type EventsOptions = Connection & {
  readonly after?: string;
  readonly limit?: string;
  readonly stream?: string;
  readonly unit?: string;
  readonly json?: boolean;
};

type Event = {
  readonly position: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly stream: string;
  readonly data: { readonly at?: string };
  readonly metadata: { readonly actor: string; readonly role: string };
};

/** Ids of actors are the issuer's own, and may be long; `--json` has the whole. */
const ACTOR_WIDTH = 30;

/** One page of the log, as the auditor may see it. With `json`: one event a line. */
export const events = async (options: EventsOptions, env: NodeJS.ProcessEnv): Promise<string> => {
  const { after, limit, stream, unit } = options;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ after, limit, stream, unit })) if (value) query.set(name, value);
  const token = await tokenOf(options, 'auditor', env);
  const answer = await get(addressOf(options, env), `/v1/events?${query}`, token);
  if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
  const { data } = answer.body as { data: Event[] };
  if (options.json) return data.map((event) => JSON.stringify(event)).join('\n');
  return table(
    ['POSITION', 'RECORDED AT', 'TRUE ON', 'TYPE', 'ACTOR', 'ROLE', 'STREAM'],
    data.map(({ position, recordedAt, data: { at = '' }, type, metadata: { actor, role }, stream }) => [
      ...[position, recordedAt, at, type, cut(actor, ACTOR_WIDTH), role, stream],
    ]),
  );
};
