import { checkpoints, runProjections } from '@sohoi/projection';
import { createSimulatedSealer, simulatedKeys } from '@sohoi/sealing';
import { historyOf } from '@sohoi/simulation';
import type { SimulatedEvent } from '@sohoi/simulation';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectionsWith } from '../src/projections.js';
import { ledgerStreams } from '../src/streams.js';
import { openReadSide } from './read-side.js';
import type { ReadSide } from './read-side.js';

let side: ReadSide;
beforeEach(async () => {
  side = await openReadSide();
});
afterEach(() => side.close());

const sealer = createSimulatedSealer(simulatedKeys(7), ledgerStreams);
const projections = projectionsWith({ sealer, personKeys: { destroyIn: () => Promise.resolve() } });

describe('the read models of a simulated union', () => {
  it('take the whole of it, each chapter and member in its place', async () => {
    const history = [...historyOf({ members: 1_000, seed: 7 })].flat();
    const sealed: SimulatedEvent[] = [];
    for (const event of history) {
      const [{ data } = event] = await sealer.sealEvents(event.stream, [event]);
      sealed.push({ ...event, data });
    }
    await side.store.bulkLoad(sealed);
    const stop = new AbortController();
    const running = runProjections({ pool: side.pool, store: side.store, projections, signal: stop.signal });
    const names = projections.map(({ name }) => name);
    await checkpoints(side.pool).waitUntil(names, await side.store.head(), 100_000);
    stop.abort();
    await running.ended;
    const count = async (table: string): Promise<number> => {
      const { rows } = await side.pool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM read.${table}`);
      return rows[0]?.n ?? 0;
    };
    const of = (...types: string[]): number => history.filter(({ type }) => types.includes(type)).length;
    expect(await count('members')).toBe(of('MemberAdmitted', 'HonoraryMemberRecognised'));
    expect(await count('units')).toBe(of('UnitEstablished', 'ChapterEstablished'));
    expect(await count('training_classes')).toBe(of('ClassOpened'));
    // Each chapter in each half-year.
    expect(await count('chapter_strength')).toBe(of('ChapterEstablished') * 10);
  }, 120_000);
});
