import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { Grant } from './grants.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const at = '2023-01-01';
let ledger: TestLedger;
let head: string;
let province: string;
let other: string;

const recorded = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, body);
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
};

/** A province with an event of each of three topics. */
const provinceWithAll = async (name: string): Promise<string> => {
  const id = await recorded('/v1/units', { parentId: root, level: 'province', kind: 'Tỉnh', name, at });
  const days = { from: '2023-07-12', to: '2023-07-14', at: '2023-07-01' };
  await recorded('/v1/training-classes', { unitId: id, planId: null, name: 'Lớp', sessions: 2, capacity: 9, ...days });
  const model = { name: 'Mô hình', model: 'one-plus-one', pilot: true };
  await recorded('/v1/initiatives', { unitId: id, ...model, at: '2023-02-01' });
  return id;
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await recorded('/v1/units', { id: root, parentId: null, level: 'central', kind: 'Trung ương', name: 'Ví Dụ', at });
  province = await provinceWithAll('Tỉnh Ví Dụ');
  other = await provinceWithAll('Tỉnh Khác');
  head = await ledger.store.head();
});
afterAll(() => ledger.close());

/** `category unit` of each event that a service is sent, whatever its other rights. */
const sentTo = async (sub: string, grants: readonly Omit<Grant, 'sub' | 'role'>[]): Promise<readonly string[]> => {
  for (const grant of grants) await ledger.token({ sub, role: 'subscriber', ...grant });
  const headers = { authorization: `Bearer ${await ledger.tokenOf(sub)}` };
  const { body, status } = await ledger.get(`/v1/events?limit=200&atLeast=${head}`, { as: 'nobody', headers });
  expect(status).toBe(200);
  const events = body['data'] as { stream: string; data: { unitId: string } }[];
  return events.map(({ stream, data }) => `${stream.split('-')[0]} ${data.unitId}`);
};

describe('a subscriber', () => {
  it('is sent the events of its topics in its units, and no others', async () => {
    expect(await sentTo('training-of-one', [{ unit: province, topics: ['training'] }])).toEqual([
      `trainingClass ${province}`,
    ]);
    expect(await sentTo('all-of-one', [{ unit: province }])).toEqual([
      `unit ${province}`,
      `trainingClass ${province}`,
      `initiative ${province}`,
    ]);
    expect(await sentTo('training-of-all', [{ unit: null, topics: ['training'] }])).toEqual([
      `trainingClass ${province}`,
      `trainingClass ${other}`,
    ]);
  });

  it('has each right for itself: the topics of one do not reach into the units of another', async () => {
    const rights = [
      { unit: province, topics: ['training' as const] },
      { unit: other, topics: ['evaluation' as const] },
    ];
    expect(await sentTo('two-rights', rights)).toEqual([`trainingClass ${province}`, `initiative ${other}`]);
  });

  it('is sent no rights of persons, whatever its topics', async () => {
    const streams = await sentTo('everything', [{ unit: null }]);
    expect(streams.length).toBeGreaterThan(6);
    expect(streams.filter((stream) => stream.startsWith('rights'))).toEqual([]);
  });

  it('hears that a person was erased, wherever that was, if its topics have persons in them', async () => {
    const personId = '0197a7c0-0000-7000-8000-00000000abcd';
    const data = { personId, unitId: other, requestId: personId, legalGround: 'data-law-art-14', by: 'officer', at };
    const metadata = { actor: 'x', role: 'x', correlationId: personId, causationId: null, commandHash: '' };
    const erased = { id: personId, type: 'PersonErased', schemaVersion: 1, data, metadata };
    head = (await ledger.store.append(`person-${personId}`, 0, [erased])).position;
    const here = `person ${other}`;
    expect(await sentTo('training-of-one', [])).toContain(here);
    expect(await sentTo('evaluation-of-one', [{ unit: province, topics: ['evaluation'] }])).not.toContain(here);
  });

  it('reads nothing else', async () => {
    for (const path of ['/v1/units', '/v1/members', '/v1/training-classes', '/v1/standings/chapters']) {
      expect(await ledger.get(path, { as: 'subscriber' })).toMatchObject({
        status: 403,
        body: { code: 'role-not-allowed' },
      });
    }
  });
});

describe('an analyst', () => {
  /** Categories of the events that the role is shown in the whole organisation. */
  const shownTo = async (role: 'analyst' | 'auditor'): Promise<ReadonlySet<string>> => {
    const headers = { authorization: `Bearer ${await ledger.token({ sub: `feed-${role}`, role, unit: null })}` };
    const path = `/v1/events?limit=200&atLeast=${await ledger.store.head()}`;
    const { body } = await ledger.get(path, { as: 'nobody', headers });
    return new Set((body['data'] as { stream: string }[]).map(({ stream }) => stream.split('-')[0] ?? ''));
  };

  it('reads in the log neither who holds rights nor what persons asked for, unlike who reads their routes', async () => {
    const metadata = { actor: 'x', role: 'x', correlationId: province, causationId: null, commandHash: '' };
    const published = { unitId: root, year: 2031, days: [], workingDays: [], source: 'x', at: '2030-01-01' };
    const event = { type: 'HolidaysPublished', schemaVersion: 1, data: published, metadata };
    await ledger.store.append('holidayCalendar-2031', 0, [{ ...event, id: '0197a7c0-0000-7000-8000-00000000ab31' }]);
    const [analyst, auditor] = [await shownTo('analyst'), await shownTo('auditor')];
    const narrower = ['rights', 'person', 'personRequest', 'holidayCalendar'];
    expect(narrower.filter((category) => auditor.has(category))).toEqual(['rights', 'person', 'holidayCalendar']);
    expect(narrower.filter((category) => analyst.has(category))).toEqual([]);
    expect([...analyst].sort()).toEqual(['initiative', 'trainingClass', 'unit']);
  });
});

describe('who is asked for', () => {
  it('is nobody without a right, and is told so', async () => {
    const headers = { authorization: `Bearer ${await ledger.tokenOf('stranger')}` };
    expect(await ledger.get('/v1/units', { as: 'nobody', headers })).toMatchObject({
      status: 403,
      body: { code: 'no-right', title: 'You hold no right in this ledger today. Ask someone who may grant you one.' },
    });
  });

  it('sees what each of several rights covers, together', async () => {
    const sub = 'of-two-provinces';
    await ledger.token({ sub, role: 'auditor', unit: province });
    const headers = { authorization: `Bearer ${await ledger.token({ sub, role: 'analyst', unit: other })}` };
    const { body } = await ledger.get(`/v1/units?atLeast=${head}`, { as: 'nobody', headers });
    expect((body['data'] as { id: string }[]).map(({ id }) => id).sort()).toEqual([province, other].sort());
  });
});
