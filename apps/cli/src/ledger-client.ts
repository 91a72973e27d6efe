import { announcedAddress, dataDirOf, demoToken, NothingRuns } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';

export type Connection = {
  /** Address of the ledger; absent: what the standalone of the data folder announced. */
  readonly url?: string | undefined;
  /** Access token; absent: one of the demo person of that role, signed with the data folder's key. */
  readonly token?: string | undefined;
  readonly data?: string | undefined;
};

/** Something that the person at the terminal can mend; `exitCode` tells scripts which. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;
export const EXIT_UNREACHABLE = 3;

type Env = Readonly<Record<string, string | undefined>>;

export const dataDirOfConnection = ({ data }: Connection, env: Env): string => dataDirOf(data, env);

export const addressOf = (connection: Connection, env: Env): string => {
  const dataDir = dataDirOfConnection(connection, env);
  const url = connection.url ?? env['SOHOI_URL'] ?? announcedAddress(dataDir);
  if (!url) throw nothingRuns(dataDir, ', or say its address with --url');
  return url.replace(/\/$/, '');
};

export const tokenOf = async (connection: Connection, as: DemoRole, env: Env): Promise<string> => {
  const given = connection.token ?? env['SOHOI_TOKEN'];
  if (given) return given;
  const dataDir = dataDirOfConnection(connection, env);
  return demoToken(dataDir, as).catch((error: unknown) => {
    if (error instanceof NothingRuns) throw nothingRuns(dataDir, '');
    throw explained(error, dataDir, 'signing key');
  });
};

const nothingRuns = (dataDir: string, orElse: string): CliError =>
  new CliError(
    `no ledger is running on the data folder ${dataDir}: if one runs on another folder, name that with --data or SOHOI_DATA${orElse}; else start one with \`npm start\``,
    EXIT_UNREACHABLE,
  );

/** What keeps a secret of the data folder from being read, in words; any other error as it is. */
export const explained = (error: unknown, dataDir: string, secret: string): unknown => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return new CliError(
      `the data folder ${dataDir} holds no ${secret}: if a ledger runs on another folder, name that with --data or SOHOI_DATA; else start one here with \`npm start\``,
      EXIT_REFUSED,
    );
  }
  if (code === 'EACCES') {
    return new CliError(
      `the ${secret} in ${dataDir} can be read by its owner only: run this as the same user`,
      EXIT_REFUSED,
    );
  }
  return error;
};

export type Answer = { readonly status: number; readonly body: unknown };

export type Asking = {
  /** Of what the ledger says where it refuses. */
  readonly lang?: 'vi' | 'en';
  readonly signal?: AbortSignal;
};

/** @throws CliError if the ledger cannot be reached or answers with something else than JSON */
export const get = async (address: string, path: string, token?: string, asking: Asking = {}): Promise<Answer> =>
  jsonOf(await fetched(address, path, token, asking), address, path);

/** Asks what should stand in no address. @throws CliError as above */
export const post = async (
  address: string,
  path: string,
  body: object,
  token: string,
  asking: Asking = {},
): Promise<Answer> => jsonOf(await fetched(address, path, token, asking, body), address, path);

/** A file of the ledger; the answer if it gives none. @throws CliError as above */
export const getBytes = async (
  address: string,
  path: string,
  token: string,
): Promise<Answer | { readonly bytes: Uint8Array }> => {
  const response = await fetched(address, path, token);
  if (!response.ok) return jsonOf(response, address, path);
  return response.arrayBuffer().then(
    (bytes) => ({ bytes: new Uint8Array(bytes) }),
    (error: unknown) => {
      throw unreachable(address, error);
    },
  );
};

const fetched = (
  address: string,
  path: string,
  token?: string,
  { lang = 'en', signal = AbortSignal.timeout(30_000) }: Asking = {},
  body?: object,
): Promise<Response> =>
  fetch(address + path, {
    headers: {
      ...{ 'accept-language': lang, ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    signal,
  }).catch((error: unknown) => {
    throw unreachable(address, error);
  });

const jsonOf = async (response: Response, address: string, path: string): Promise<Answer> => {
  const body: unknown = await response.json().catch(() => {
    throw new CliError(
      `${address} is not a ledger: it answered ${path} with something else than JSON`,
      EXIT_UNREACHABLE,
    );
  });
  return { status: response.status, body };
};

const unreachable = (address: string, error: unknown): CliError =>
  new CliError(`${address} cannot be reached: ${reasonOf(error)}`, EXIT_UNREACHABLE);

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message ? error.cause.message : error.message;
};

/** The sentence of a problem answer, with its fields. */
export const problemText = ({ status, body }: Answer): string => {
  const { title, errors } = body as { title?: string; errors?: { field: string; message: string }[] };
  const fields = errors?.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return `${status} ${title ?? ''}${fields ? ` (${fields})` : ''}`;
};
