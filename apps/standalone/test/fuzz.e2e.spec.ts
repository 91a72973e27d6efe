import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import fc from 'fast-check';
import { complaintsOf } from './fuzz/complaints.js';
import type { WireAnswer } from './fuzz/complaints.js';
import { operationsOf, readDocument } from './fuzz/document.js';
import type { Operation } from './fuzz/document.js';
import { requestsFor } from './fuzz/requests.js';
import type { WireRequest } from './fuzz/requests.js';
import { foundFuzzWorld, SECRET_NAME } from './fuzz/world.js';
import type { FuzzWorld } from './fuzz/world.js';
import { openTestLedger } from './test-ledger.js';

const nightly = process.env['NIGHTLY'] !== undefined;
const seed = Number(process.env['SEED'] ?? (nightly ? Date.now() % 2 ** 31 : 20_230_630));
const numRuns = nightly ? 500 : 16;

const ledger = await openTestLedger();
const document = await readDocument(ledger.url);
const operations = operationsOf(document);
const senders = [...(Object.keys(demoPersons) as DemoRole[]), 'nobody'] as const;
const seesOutside = (sender: string): boolean => !['commune-cadre', 'province-verifier', 'nobody'].includes(sender);

let world: FuzzWorld;
beforeAll(async () => {
  world = await foundFuzzWorld(ledger);
}, 60_000);
afterAll(() => ledger.close());

/** Of a stream, which has no end, what it begins with. */
const textOf = async (response: Response): Promise<string> => {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value ?? '';
};

const send = async (request: WireRequest, sender: DemoRole | 'nobody'): Promise<WireAnswer> => {
  const token = sender === 'nobody' ? undefined : await ledger.tokenOf(demoPersons[sender].sub);
  const { method, path, headers, body } = request;
  const response = await fetch(ledger.url + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await textOf(response);
  if (token && text.includes(token)) throw new Error('the answer shows the token');
  return { status: response.status, headers: response.headers, text };
};

/** The request by somebody, and what is wrong with the answer. */
const tryOut = async (operation: Operation, request: WireRequest, sender: DemoRole | 'nobody') => {
  const before = await ledger.store.head();
  const answer = await send(request, sender);
  const recorded = (await ledger.store.head()) !== before;
  const shown = !seesOutside(sender) && answer.text.includes(SECRET_NAME) ? [`shows ${sender} what is outside`] : [];
  return { status: answer.status, complaints: [...complaintsOf(operation, request, answer, recorded), ...shown] };
};

const attempts = (operation: Operation) =>
  // Unbiased: else the first and last of the roles would ask nearly always.
  fc
    .noBias(
      fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...senders) },
        { weight: 2, arbitrary: fc.constantFrom('commune-cadre' as const, 'central-officer' as const) },
      ),
    )
    .chain((sender) => requestsFor(operation, document, world.poolOf(sender)).map((request) => ({ sender, request })));

describe(`every operation of the document, fuzzed with SEED=${seed}`, () => {
  const answered = new Map<number, number>();

  it.each(operations.map((operation, n) => [`${operation.method} ${operation.path}`, operation, seed + n] as const))(
    '%s answers as documented, shows nothing of the inside, and records nothing that it refuses',
    async (_name, operation, ownSeed) => {
      await fc.assert(
        fc.asyncProperty(attempts(operation), async ({ sender, request }) => {
          const { status, complaints } = await tryOut(operation, request, sender);
          answered.set(status, (answered.get(status) ?? 0) + 1);
          expect(complaints).toEqual([]);
        }),
        { seed: ownSeed, numRuns, interruptAfterTimeLimit: nightly ? 500_000 : 20_000 },
      );
    },
    nightly ? 600_000 : 30_000,
  );

  it('tries all of them, some of them with success, and what is asked afterwards is answered', async () => {
    expect(operations.length).toBeGreaterThan(80);
    for (const status of [200, 201, 400, 401, 403, 404, 409]) expect(answered.get(status)).toBeGreaterThan(0);
    expect((await ledger.get('/health/ready', { as: 'nobody' })).status).toBe(200);
    expect((await ledger.get('/v1/units')).status).toBe(200);
  });
});
