import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import { chapterId } from '../src/scenario/examples/places.js';
import { NO_DISCIPLINE, PROPOSES_TASKS } from '../src/scenario/examples/score.steps.js';
import { scorecardId } from '../src/scenario/examples/scorecard-id.js';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { unitId } from '../src/scenario/map.steps.js';
import { secondHalf } from '../src/scenario/periods.steps.js';
import { eventsIn, storeWithScenario } from '../src/scenario/scenario-log.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
}, 120_000);
afterAll(() => ledger.close());

const at = '2023-07-21';
const waiting = scorecardId(secondHalf, '1.1');
const body = { kind: 'chapter', id: chapterId('1.1') };

describe('the scenario in the PostgreSQL log', () => {
  it('is the same as in memory, but for the clock', async () => {
    const memory = await storeWithScenario();
    const log = await eventsIn(memory);
    const timeless = async (store: TestLedger['store'], stream: string) =>
      (await store.readStream(stream)).map(({ recordedAt: _at, ...event }) => event);
    for (const stream of new Set(log.map((event) => event.stream))) {
      expect(await timeless(ledger.store, stream)).toEqual(await timeless(memory, stream));
    }
    expect(await eventsIn(ledger.store)).toHaveLength(log.length);
  });

  it('is not loaded a second time', async () => {
    const head = await ledger.store.head();
    await expect(loadScenario(ledger.store, new AbortController().signal)).resolves.toBe('already-loaded');
    expect(await ledger.store.head()).toBe(head);
  });

  it('stops between two steps when it is told to', async () => {
    await expect(loadScenario(createMemoryEventStore(), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});

describe('what the scenario leaves to do', () => {
  it('lets the demo cadre add a score to the card that waits, under the id of the service', async () => {
    const answer = await ledger.post(
      '/v1/scorecards',
      { periodId: secondHalf, body, criterionId: PROPOSES_TASKS, points: 4.5, at },
      { as: 'commune-cadre' },
    );
    expect(answer).toMatchObject({ status: 201, body: { id: waiting } });
  });

  it('lets the demo verifier verify what the scenario proposed', async () => {
    const answer = await ledger.post(
      `/v1/scorecards/${waiting}/verify`,
      { criterionId: NO_DISCIPLINE, points: 5, at },
      { as: 'province-verifier' },
    );
    expect(answer.status).toBe(201);
  });

  it('shows the demo cadre the chapters of her commune, and nothing of the next one', async () => {
    const seen = await ledger.get(`/v1/units?level=chapter&atLeast=${await ledger.store.head()}`, {
      as: 'commune-cadre',
    });
    const chapters = seen.body['data'] as { id: string; parentId: string }[];
    expect(chapters.map(({ id }) => id).toSorted()).toEqual(['1.1', '1.2', '1.3'].map(chapterId).toSorted());
    expect(new Set(chapters.map(({ parentId }) => parentId))).toEqual(new Set([unitId('an-bien')]));
  });
});
