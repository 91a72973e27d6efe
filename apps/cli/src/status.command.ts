import { addressOf, CliError, EXIT_REFUSED, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { table } from './table.js';

type Projection = {
  readonly name: string;
  readonly version: number;
  readonly build?: number;
  readonly state: { readonly state?: string; readonly position?: string | null; readonly reason?: string } | string;
  readonly checkpoint: string;
  readonly behind: number | null;
};

type Ready = {
  readonly status: string;
  readonly checks: readonly { readonly name: string; readonly ready: boolean; readonly detail?: unknown }[];
};

/** What the ledger says of itself: ready or not; to an operator also the log's end and each projection's place. */
export const status = async (connection: Connection & { json?: boolean }, env: NodeJS.ProcessEnv): Promise<string> => {
  const address = addressOf(connection, env);
  const token = await tokenOf(connection, 'operator', env).catch(() => undefined);
  const answer = token ? await get(address, '/v1/status', token) : await get(address, '/health/ready');
  const ready = answer.body as Ready;
  if (!Array.isArray(ready.checks)) {
    throw new CliError(token ? problemText(answer) : `${address} is not a ledger`, EXIT_REFUSED);
  }
  if (connection.json) return JSON.stringify({ address, ...ready }, null, 2);
  const projections = ready.checks.find(({ name }) => name === 'projections')?.detail as Projection[] | undefined;
  const others = ready.checks.filter(({ name }) => name !== 'projections');
  return [
    `${address} is ${ready.status}`,
    ...others.map(({ name, ready: ok, detail }) =>
      `${name}: ${ok ? 'ready' : 'not ready'} ${textOf(detail)}`.trimEnd(),
    ),
    ...(projections ? ['', projectionTable(projections)] : []),
    ...(token ? [] : ['', 'more with the token of an operator: --token, or SOHOI_TOKEN']),
  ].join('\n');
};

const textOf = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null
    ? Object.entries(detail)
        .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(', ')
    : String(detail ?? '');

const projectionTable = (projections: readonly Projection[]): string =>
  table(
    ['PROJECTION', 'STATE', 'CHECKPOINT', 'BEHIND'],
    projections.map(({ name, version, build, state, checkpoint, behind }) => [
      `${name}@${version}${build === undefined ? '' : `#${build}`}`,
      typeof state === 'string'
        ? state
        : [state.state, state.position && `before ${state.position}`, state.reason].filter(Boolean).join(': '),
      checkpoint || '(beginning)',
      behind === null ? '?' : String(behind),
    ]),
  );
