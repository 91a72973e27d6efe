import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A certificate chain and its key, as PEM. */
export type Tls = { readonly cert: Buffer; readonly key: Buffer };

/** What the edge of a process lets through. */
export type Edges = {
  /** Requests per 10 s; 0 is no limit. */
  readonly rates: { readonly address: number; readonly actor: number };
  readonly maxConnections: number;
  /** The names that a request may ask for in `Host`; none given, any is let through. */
  readonly hosts: readonly string[];
  /** Addresses or networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustedProxies: readonly string[];
  readonly tls: Tls | null;
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
  hosts: [],
  trustedProxies: [],
  tls: null,
  within: { headers: 10_000, request: 30_000, nextByte: 60_000, answer: 120_000, nextRequest: 5_000 },
};

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));

/** The settings of the environment that every process with an edge takes. */
export const edgeSettings = {
  RATE_LIMIT_ADDRESS: z.coerce.number().int().min(0).max(1_000_000).default(DEFAULT_EDGES.rates.address),
  RATE_LIMIT_ACTOR: z.coerce.number().int().min(0).max(1_000_000).default(DEFAULT_EDGES.rates.actor),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).max(1_000_000).default(DEFAULT_EDGES.maxConnections),
  ALLOWED_HOSTS: list,
  TRUSTED_PROXIES: list,
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
};

export type EdgeSettings = z.output<z.ZodObject<typeof edgeSettings>>;

/** TLS was asked for and cannot be had. */
export class BadTls extends Error {
  override readonly name = 'BadTls';
}

/** @throws BadTls if one of the two files is not named or cannot be read */
export const edgesOf = (settings: EdgeSettings): Edges => ({
  ...DEFAULT_EDGES,
  rates: { address: settings.RATE_LIMIT_ADDRESS, actor: settings.RATE_LIMIT_ACTOR },
  maxConnections: settings.MAX_CONNECTIONS,
  hosts: settings.ALLOWED_HOSTS.map((host) => host.toLowerCase()),
  trustedProxies: settings.TRUSTED_PROXIES,
  tls: tlsOf(settings),
});

const tlsOf = ({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key }: EdgeSettings): Tls | null => {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    throw new BadTls('TLS_CERT_FILE and TLS_KEY_FILE are given together or not at all');
  }
  return { cert: read('TLS_CERT_FILE', cert), key: read('TLS_KEY_FILE', key) };
};

const read = (setting: string, file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BadTls(`${setting}: "${file}" cannot be read`, { cause: error });
  }
};
