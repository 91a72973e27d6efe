import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import type { MetricsAddress } from './metrics.module.js';

/** A certificate chain and its key, as PEM. */
export type Tls = { readonly cert: Buffer; readonly key: Buffer };

/** What the edge of a process lets through. */
export type Edges = {
  /** Requests per 10 s; 0 is no limit. */
  readonly rates: { readonly address: number; readonly actor: number };
  readonly maxConnections: number;
  /** Of one client's address; trusted proxies are not counted. */
  readonly maxConnectionsPerAddress: number;
  /** The names that a request may ask for in `Host`; none given, any is let through. */
  readonly hosts: readonly string[];
  /** Addresses or networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustedProxies: readonly string[];
  readonly tls: Tls | null;
  /** Where metrics are served, apart from all else; null: nowhere. */
  readonly metrics: MetricsAddress | null;
  /** Milliseconds within which a client must have … */
  readonly within: {
    /** sent its headers. */
    readonly headers: number;
    /** sent its whole request. */
    readonly request: number;
    /** sent or taken the next byte. */
    readonly nextByte: number;
    /** been answered and taken the whole answer. */
    readonly answer: number;
    /** asked again, on a connection that is kept. */
    readonly nextRequest: number;
  };
};

export const DEFAULT_EDGES: Edges = {
  rates: { address: 10_000, actor: 5_000 },
  maxConnections: 2_000,
  maxConnectionsPerAddress: 256,
  hosts: [],
  trustedProxies: [],
  tls: null,
  metrics: null,
  within: { headers: 10_000, request: 30_000, nextByte: 60_000, answer: 120_000, nextRequest: 5_000 },
};

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
};

/** Nothing is not nought, which would be no limit. */
const count = (least: number, preset: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, `must be a number from ${least} to 1000000`)
    .transform(Number)
    .refine((value) => value >= least && value <= 1_000_000, `must be a number from ${least} to 1000000`)
    .default(preset);

/** The settings of the environment that every process with an edge takes. */
export const edgeSettings = {
  RATE_LIMIT_ADDRESS: count(0, DEFAULT_EDGES.rates.address),
  RATE_LIMIT_ACTOR: count(0, DEFAULT_EDGES.rates.actor),
  MAX_CONNECTIONS: count(1, DEFAULT_EDGES.maxConnections),
  MAX_CONNECTIONS_PER_ADDRESS: count(1, DEFAULT_EDGES.maxConnectionsPerAddress),
  ALLOWED_HOSTS: list,
  TRUSTED_PROXIES: list.refine((all) => all.every(isNetwork), 'must be addresses or networks such as 10.0.0.0/8'),
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
};

export type EdgeSettings = z.output<z.ZodObject<typeof edgeSettings>>;

/** A setting of the edge that cannot be used; the message names it. */
export class BadEdge extends Error {
  override readonly name = 'BadEdge';
}

/** @throws BadEdge */
export const edgesFrom = (env: Readonly<Record<string, string | undefined>>): Edges => {
  const settings = z.object(edgeSettings).safeParse(env);
  if (settings.success) return edgesOf(settings.data);
  throw new BadEdge(settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
};

/** @throws BadEdge if only one of the two files of TLS is named, one cannot be read, or they do not fit together */
export const edgesOf = (settings: EdgeSettings): Edges => ({
  ...DEFAULT_EDGES,
  rates: { address: settings.RATE_LIMIT_ADDRESS, actor: settings.RATE_LIMIT_ACTOR },
  maxConnections: settings.MAX_CONNECTIONS,
  maxConnectionsPerAddress: settings.MAX_CONNECTIONS_PER_ADDRESS,
  hosts: settings.ALLOWED_HOSTS.map((host) => host.toLowerCase()),
  trustedProxies: settings.TRUSTED_PROXIES,
  tls: tlsOf(settings),
  metrics: settings.METRICS_PORT === undefined ? null : { host: settings.METRICS_HOST, port: settings.METRICS_PORT },
});

const tlsOf = ({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }: EdgeSettings): Tls | null => {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) {
    throw new BadEdge('TLS_CERT_FILE and TLS_KEY_FILE are given together or not at all');
  }
  const tls = { cert: read('TLS_CERT_FILE', certFile), key: read('TLS_KEY_FILE', keyFile) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new BadEdge(`TLS_CERT_FILE, TLS_KEY_FILE: "${certFile}" is no certificate for the key "${keyFile}"`, {
      cause: error,
    });
  }
  return tls;
};

const read = (setting: string, file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BadEdge(`${setting}: "${file}" cannot be read`, { cause: error });
  }
};
