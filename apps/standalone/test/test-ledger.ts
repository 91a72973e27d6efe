import type { NestExpressApplication } from '@nestjs/platform-express';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { openEventLog } from '@sohoi/event-log';
import type { EventStore } from '@sohoi/event-store';
import { ED25519, signerOf } from '@sohoi/ledger';
import { ActorRights, createApplication, createMetrics, DEFAULT_EDGES, MetricsModule } from '@sohoi/nest';
import { logReadiness, subscriptionMetrics } from '@sohoi/projection-host';
import { ledgerStreams, projectionsWith } from '@sohoi/projector/module';
import { createMemoryMasterKeys, openVault, sealingStore } from '@sohoi/sealing';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Pool } from 'pg';
import type { DemoIdentity } from '../src/demo-identity.js';
import { migrateDatabase } from '../src/database.js';
import { standaloneModule } from '../src/standalone.module.js';
import { grantAll } from './grants.js';
import type { Grant } from './grants.js';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
};

type Call = { readonly as?: DemoRole | 'nobody'; readonly headers?: Record<string, string> };

export type TestLedger = {
  readonly url: string;
  /** The log as services have it: what is appended is sealed, and streams are opened. */
  readonly store: EventStore;
  /** As the owner of everything. */
  readonly pool: Pool;
  readonly app: NestExpressApplication;
  get(path: string, call?: Call): Promise<Answer>;
  /** `body` is sent as JSON, or as it is if it is a string or bytes. */
  post(path: string, body: unknown, call?: Call): Promise<Answer>;
  /** A token of this person, who holds that right from then on: all that the role can have, unless it is said. */
  token(person: Grant): Promise<string>;
  /** A token of this person, whatever rights she holds, issued so many seconds ago. */
  tokenOf(sub: string, secondsAgo?: number): Promise<string>;
  /** What `/metrics` says, on the port of its own that was asked for. */
  metrics(): Promise<string>;
  close(): Promise<void>;
};

const ISSUER = 'urn:sohoi:test';

type Opening = {
  readonly demo?: DemoIdentity;
  readonly actorRate?: number;
  /** Whether the demo persons hold all that their roles can have, on their units. */
  readonly rights?: boolean;
  /** Address of the log, if it is not in PostgreSQL. */
  readonly eventStore?: string;
  /** Whether metrics are served. */
  readonly measured?: boolean;
};

/**
 * The whole standalone but for its own PostgreSQL: a clone of the test server's database, a free port.
 * @param demo the standalone's own provider, in the place of one whose tokens a test makes itself
 * @param actorRate requests of one actor per 10 s; without a limit unless it is said
 */
export const openTestLedger = async ({
  demo,
  actorRate = 0,
  rights = true,
  eventStore,
  measured = false,
}: Opening = {}): Promise<TestLedger> => {
  const database = await createTestDatabase({ key: 'ledger', prepare: withPool(migrateDatabase) });
  const pool = new Pool({ connectionString: database.url, max: 10 });
  // As in earnest, nothing works with the rights of the owner.
  const as = (role: string): string => `${database.url}?options=-c%20role%3D${role}`;
  const servicePool = new Pool({ connectionString: as('sohoi_service'), max: 10 });
  const projectorPool = new Pool({ connectionString: as('sohoi_projector'), max: 10 });
  const { sealer, personKeys } = await openVault(servicePool, createMemoryMasterKeys(), ledgerStreams);
  const log = await openEventLog({ pool: servicePool, address: eventStore, migrate: false });
  const metrics = createMetrics();
  subscriptionMetrics(metrics, log);
  metrics.pool('log', servicePool);
  const store = metrics.store(sealingStore(log.store, sealer));
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
  const app = await createApplication(
    standaloneModule({
      store,
      sealer,
      pool: servicePool,
      projectorPool,
      projections: projectionsWith({ sealer, personKeys }),
      countable: log.engine === 'PostgreSQL',
      databaseUrl: as('sohoi_query'),
      identity: demo?.identity ?? { issuer: ISSUER, audience: 'sohoi', keys: createLocalJWKSet(jwks) },
      signing: { signer: signerOf('sohoi.test/so', ED25519, new Uint8Array(32).fill(1)), every: 100 },
      readiness: [logReadiness(log)],
      queryConnections: 4,
      actorRate,
      metrics,
    }),
    false,
    {
      ...DEFAULT_EDGES,
      rates: { address: 0, actor: 0 },
      metrics: measured ? { host: '127.0.0.1', port: 0 } : null,
    },
    demo ? [demo.mount] : [],
    metrics,
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  await demo?.openAt(url, app.get(ActorRights));

  const tokenOf: TestLedger['tokenOf'] = (sub, secondsAgo = 0) =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience('sohoi')
      .setSubject(sub)
      .setIssuedAt(Math.floor(Date.now() / 1000) - secondsAgo)
      .setExpirationTime('5m')
      .sign(privateKey);
  const granted = new Map<string, Promise<void>>();
  const token: TestLedger['token'] = async ({ sub, role, unit, ...terms }) => {
    const key = JSON.stringify([sub, role, unit, terms]);
    const granting = granted.get(key) ?? grantAll(store, [{ sub, role, unit, ...terms }]);
    granted.set(key, granting);
    await granting;
    return tokenOf(sub);
  };
  const persons = Object.values(demoPersons).map(({ sub, role, unit }) => ({ sub, role, unit }));
  if (rights) await grantAll(store, persons);

  const send = async (method: string, path: string, call: Call, body?: unknown): Promise<Answer> => {
    const { as = 'central-officer', headers } = call;
    const response = await fetch(url + path, {
      method,
      headers: {
        'accept-language': 'en',
        ...(as !== 'nobody' && { authorization: `Bearer ${await tokenOf(demoPersons[as].sub)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>,
    };
  };

  return {
    url,
    store,
    pool,
    app,
    token,
    tokenOf,
    get: (path, call = {}) => send('GET', path, call),
    post: (path, body, call = {}) => send('POST', path, call, body),
    metrics: async () => {
      const { port } = app.get(MetricsModule, { strict: false });
      return (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    },
    close: async () => {
      await app.close();
      await log.close();
      // The last connections may be ended together with the database, before they have ended themselves.
      await Promise.all([pool, servicePool, projectorPool].map((one) => one.on('error', () => undefined).end()));
      await database.drop();
    },
  };
};

const withPool = (work: (pool: Pool) => Promise<unknown>) => async (url: string) => {
  const pool = new Pool({ connectionString: url });
  await work(pool).finally(() => pool.end());
};
