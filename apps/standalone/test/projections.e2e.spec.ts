import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

type Build = {
  readonly build: number;
  readonly live: boolean;
  readonly state: string;
  readonly behind: number | null;
  readonly failure: Record<string, unknown> | null;
};
type Shown = { readonly name: string; readonly state: string; readonly builds: readonly Build[] };

let ledger: TestLedger;
let operator: { readonly as: 'nobody'; readonly headers: Record<string, string> };

beforeAll(async () => {
  ledger = await openTestLedger();
  operator = await holding({ sub: 'operator-1', unit: null });
});
afterAll(() => ledger.close());

const holding = async ({ sub, unit, ...terms }: { sub: string; unit: string | null; capture?: boolean }) => ({
  as: 'nobody' as const,
  headers: { authorization: `Bearer ${await ledger.token({ sub, role: 'operator', unit, ...terms })}` },
});
const get = async (name = ''): Promise<Answer> => ledger.get(`/v1/projections${name && `/${name}`}`, operator);
const shown = async (name: string): Promise<Shown> => (await get(name)).body['data'] as Shown;
const ask = (path: string, body: object = {}, headers = {}): Promise<Answer> =>
  ledger.post(`/v1/projections/${path}`, body, { ...operator, headers: { ...operator.headers, ...headers } });
const until = async (name: string, well: (one: Shown) => boolean): Promise<Shown> => {
  for (;;) {
    const one = await shown(name);
    if (well(one)) return one;
  }
};
const newMetadata = () => ({
  ...{ actor: 'somebody', role: 'commune-cadre', correlationId: randomUUID(), causationId: null, commandHash: '' },
});

describe('the projections over HTTP', () => {
  it('are listed with their builds: what each is, and how far', async () => {
    await until('members', ({ state, builds }) => state === 'running' && builds[0]?.behind === 0);
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body['position']).toBe(await ledger.store.head());
    const all = body['data'] as readonly Shown[];
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['members', 'units', 'rights', 'erasures']));
    expect(all.find(({ name }) => name === 'members')?.builds).toMatchObject([
      { build: 1, live: true, state: 'kept', failure: null, progress: null, secondsLeft: null, differences: [] },
    ]);
  });

  it('are for operators of the whole organisation, which the central unit stands for too', async () => {
    const province = await holding({ sub: 'operator-of-a-province', unit: randomUUID() });
    const refused = await ledger.get('/v1/projections', province);
    expect(refused).toMatchObject({ status: 403, body: { code: 'whole-organisation-needed' } });
    expect((await ledger.get('/v1/projections', { as: 'operator' })).status).toBe(403);
    const central = {
      id: demoPersons.operator.unit,
      level: 'central',
      kind: 'Hội',
      name: 'Hội Ví Dụ',
      at: '2022-12-01',
    };
    const founder = await ledger.token({ sub: 'founder', role: 'central-officer', unit: null });
    const headers = { authorization: `Bearer ${founder}` };
    const { body } = await ledger.post('/v1/units', central, { as: 'nobody', headers });
    await ledger.get(`/v1/units/${central.id}?atLeast=${String(body['position'])}`, { as: 'nobody', headers });
    expect((await ledger.get('/v1/projections', { as: 'operator' })).status).toBe(200);
  });

  it('are changed only by a right to capture', async () => {
    const viewer = await holding({ sub: 'operator-who-looks', unit: null, capture: false });
    expect((await ledger.get('/v1/projections', viewer)).status).toBe(200);
    for (const what of ['rebuild', 'drop']) {
      expect(await ledger.post(`/v1/projections/units/${what}`, {}, viewer)).toMatchObject({
        ...{ status: 403, body: { code: 'view-only' } },
      });
    }
  });

  it('are built anew, shown, rolled back and dropped, in the name of who asked', async () => {
    expect(await ask('units/drop')).toMatchObject({ status: 409, body: { code: 'SecondBuildMissing' } });
    expect(await ask('units/rebuild')).toMatchObject({ status: 200, body: { data: { name: 'units' } } });
    await until('units', ({ builds }) => builds.some(({ build, live }) => build === 2 && live));
    expect(await ask('units/rebuild')).toMatchObject({
      status: 409,
      body: { code: 'SecondBuildThere', title: expect.stringMatching(/^units has a second build already: drop/) },
    });
    const rolledBack = await ask('units/rollback', { build: 1 });
    expect(rolledBack.status).toBe(200);
    const liveOf = ({ builds }: Shown) => builds.find(({ live }) => live)?.build;
    expect(liveOf(rolledBack.body['data'] as Shown)).toBe(1);
    expect(liveOf((await ask('units/rollback', { build: 1 })).body['data'] as Shown)).toBe(1);
    expect(await ask('units/rollback', { build: 3 })).toMatchObject({
      status: 409,
      body: { code: 'SecondBuildMissing' },
    });
    expect(await ask('units/rollback', { build: 1, name: 'units/1-of-2' })).toMatchObject({ status: 409 });
    expect(((await ask('units/drop')).body['data'] as Shown).builds).toHaveLength(1);
    const { rows } = await ledger.pool.query('SELECT DISTINCT made_by FROM read.request');
    expect(rows).toEqual([{ made_by: 'operator-1' }]);
  }, 30_000);

  it.each(['rebuild', 'drop', 'skips'])('that are not there are said not to be: %s', async (what) => {
    const body = what === 'skips' ? { position: '0'.repeat(20), reason: 'Ghi nhầm' } : {};
    const { status, body: problem } = await ask(`nothing-of-the-kind/${what}`, body, { 'accept-language': 'vi' });
    expect({ status, ...problem }).toMatchObject({
      ...{ status: 404, code: 'ProjectionNotFound', errors: [{ field: 'name' }] },
      title: 'Không có bảng tổng hợp (name) "nothing-of-the-kind".',
    });
  });

  it.each([
    ['rebuild', { acceptDifferences: 'yes' }, 'acceptDifferences'],
    ['rollback', {}, 'build'],
    ['drop', { all: true }, 'all'],
    ['skips', { position: '42', reason: 'Ghi nhầm' }, 'position'],
    ['skips', { position: '0'.repeat(20), reason: ' ' }, 'reason'],
    ['skips', { position: '0'.repeat(20), reason: 'x'.repeat(501) }, 'reason'],
  ])('are asked for with nothing else than they take: %s', async (what, body, field) => {
    const { status, body: problem } = await ask(`members/${what}`, body);
    expect({ status, ...problem }).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('answer 503 where no projector takes what is asked, and withdraw it', async () => {
    await ledger.pool.query(`
      CREATE FUNCTION read.too_late() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.made_at := NEW.made_at - interval '1 hour'; RETURN NEW; END $$;
      CREATE TRIGGER too_late BEFORE INSERT ON read.request FOR EACH ROW EXECUTE FUNCTION read.too_late()`);
    const { status, body, headers } = await ask('clusters/rebuild');
    expect({ status, code: body['code'] }).toEqual({ status: 503, code: 'no-projector' });
    expect(headers.get('retry-after')).toBe('5');
    const { rows } = await ledger.pool.query('SELECT FROM read.request WHERE answered_at IS NULL');
    expect(rows).toEqual([]);
    await ledger.pool.query('DROP TRIGGER too_late ON read.request; DROP FUNCTION read.too_late()');
  }, 30_000);
});

describe('an event that stopped a projection', () => {
  it('is passed over by a decision in the log, of that event alone, once', async () => {
    const skips = (position: string, headers = {}) =>
      ask('members/skips', { position, reason: 'Ghi nhầm từ bản thử nghiệm' }, headers);
    const elsewhere = '0'.repeat(20);
    expect(await skips(elsewhere)).toMatchObject({ status: 409, body: { code: 'ProjectionNotStopped' } });

    const unsealed = createPostgresEventStore({ pool: ledger.pool });
    const { position } = await unsealed.append(`member-${randomUUID()}`, 0, [
      { id: randomUUID(), type: 'MemberKnighted', schemaVersion: 1, data: {}, metadata: newMetadata() },
    ]);
    const stopped = await until('members', ({ state }) => state === 'failed');
    expect(stopped.builds[0]?.failure).toMatchObject({ position, cause: 'unreadable-event' });
    expect(await skips(elsewhere)).toMatchObject({
      ...{
        status: 409,
        body: { code: 'ProjectionStoppedElsewhere', errors: [{ field: 'position', limit: [position] }] },
      },
    });

    const key = { 'idempotency-key': 'skip-1', 'x-correlation-id': '0197a7c0-0000-7000-8000-00000000cccc' };
    const first = await skips(position, key);
    expect(first.status).toBe(201);
    const again = await skips(position, key);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    await until('members', ({ state, builds }) => state === 'running' && builds[0]?.behind === 0);
    expect((await skips(position)).status).toBe(200);

    const recorded = await ledger.store.readStream('projection-members');
    expect(recorded).toHaveLength(1);
    const { type, metadata, data } = recorded[0] ?? {};
    expect({ type, metadata, data }).toMatchObject({
      type: 'ProjectionEventSkipped',
      metadata: { actor: 'operator-1', role: 'operator', correlationId: key['x-correlation-id'] },
      data: { projection: 'members', position, reason: 'Ghi nhầm từ bản thử nghiệm', by: 'operator-1' },
    });
  }, 30_000);
});
