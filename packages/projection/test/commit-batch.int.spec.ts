import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CheckpointMoved, commitBatch } from '../src/checkpoint.js';
import type { Writer } from '../src/index.js';
import { positionAt, recorded } from './list-log.js';
import type { Said } from './list-log.js';
import { added, checkpointIn, folded, histories, openDatabase, rowsIn, tallyProjection, tenure } from './tally.js';
import type { TestPool } from './tally.js';

const tally = tallyProjection();
const batchOf = (...said: readonly Said[]) => said.map((one, n) => recorded(one, n + 1));

describe('a batch', () => {
  let database: TestPool;
  beforeEach(async () => {
    database = await openDatabase(tally);
  });
  afterEach(() => database.close());

  it('writes its rows and moves the checkpoint', async () => {
    await commitBatch(
      database.pool,
      tenure(tally),
      undefined,
      '',
      batchOf(added('a', 1), added('a', 2), added('b', 3, 'Đào')),
    );
    expect(await rowsIn(database.pool)).toEqual([
      { box: 'a', total: 3, history: ['+1', '+2'], lastFrom: null },
      { box: 'b', total: 3, history: ['+3'], lastFrom: null, label: 'Đào' },
    ]);
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(3), events: 3 });
  });

  it('moves the checkpoint over events that do not concern the projection', async () => {
    await commitBatch(
      database.pool,
      tenure(tally),
      undefined,
      '',
      batchOf({ stream: 'other-1', type: 'Unheard', data: {} }),
    );
    expect(await rowsIn(database.pool)).toEqual([]);
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(1), events: 1 });
  });

  it('opens no writer for such events, and still loses to whoever moved the checkpoint', async () => {
    const cannotOpen = { ...tally, open: () => Promise.reject(new Error('opened')) };
    const unheard = batchOf({ stream: 'other-1', type: 'Unheard', data: {} });
    expect(await commitBatch(database.pool, tenure(cannotOpen), undefined, '', unheard)).toBeUndefined();
    await expect(commitBatch(database.pool, tenure(cannotOpen), undefined, '', unheard)).rejects.toThrow(
      CheckpointMoved,
    );
    const { reads: _none, ...readsAll } = cannotOpen;
    await expect(commitBatch(database.pool, tenure(readsAll), undefined, positionAt(1), unheard)).rejects.toThrow(
      'opened',
    );
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(1), events: 1 });
  });

  it('leaves rows and checkpoint as they were when it fails after its rows were written', async () => {
    await commitBatch(database.pool, tenure(tally), undefined, '', batchOf(added('a', 1)));
    const failsLate = {
      ...tally,
      open: async (...args: Parameters<typeof tally.open>): Promise<Writer> => {
        const writer = await tally.open(...args);
        return {
          apply: async (client, batch) => {
            await writer.apply(client, batch);
            throw new Error('too late');
          },
        };
      },
    };
    const second = [recorded(added('a', 5), 2)];
    await expect(commitBatch(database.pool, tenure(failsLate), undefined, positionAt(1), second)).rejects.toThrow(
      'too late',
    );
    expect(await rowsIn(database.pool)).toEqual([{ box: 'a', total: 1, history: ['+1'], lastFrom: null }]);
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(1), events: 1 });
  });

  it('counts once when it is handed over twice', async () => {
    const batch = batchOf(added('a', 1));
    await commitBatch(database.pool, tenure(tally), undefined, '', batch);
    await expect(commitBatch(database.pool, tenure(tally), undefined, '', batch)).rejects.toThrow(CheckpointMoved);
    expect(await rowsIn(database.pool)).toEqual([{ box: 'a', total: 1, history: ['+1'], lastFrom: null }]);
  });

  it('counts once when two processes write it at the same moment', async () => {
    const batch = batchOf(added('a', 1), added('b', 1));
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => commitBatch(database.pool, tenure(tally), undefined, '', batch)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(CheckpointMoved);
    }
    expect(await checkpointIn(database.pool)).toEqual({ position: positionAt(2), events: 2 });
    expect((await rowsIn(database.pool)).map(({ total }) => total)).toEqual([1, 1]);
  });

  it('gives the rows of a fold from the start, however the history is cut', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), async (history, cuts) => {
        await database.pool.query(`TRUNCATE read.tally_1; UPDATE read.checkpoint SET position = '', events = 0`);
        const events = batchOf(...history);
        let writer: Writer | undefined;
        let from = '';
        for (let at = 0, n = 0; at < events.length; n += 1) {
          const batch = events.slice(at, at + (cuts[n % cuts.length] ?? 1));
          writer = await commitBatch(database.pool, tenure(tally), n % 3 === 0 ? undefined : writer, from, batch);
          from = batch.at(-1)?.position ?? from;
          at += batch.length;
        }
        expect(await rowsIn(database.pool)).toEqual(folded(history));
        expect((await checkpointIn(database.pool)).events).toBe(history.length);
      }),
      { numRuns: 60 },
    );
  });
});
