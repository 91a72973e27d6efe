import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Rubric } from '@sohoi/evaluation/events';
import type { EventStore } from '@sohoi/event-store';
import { ED25519, signCheckpoint, signerOf } from '@sohoi/ledger';
import type { Trace } from '@sohoi/standings';
import type { DataSource } from 'typeorm';
import { ReportBasis, scoredCriteria } from './report-basis.js';

const position = '00000000000000000003';
const moment = { position, recordedAt: '2023-12-31T17:00:01.500Z', validAt: null };
const period = { periodId: 'p', code: '2023-H1', from: '2023-01-01', to: '2023-06-30' };
const rubric = {
  ...{ rubricId: 'r', rubricVersion: 2, name: 'Bảng điểm mẫu', source: { title: 'Dựng để minh hoạ' } },
  criteria: [{ criterionId: 'dues', name: { vi: 'Hội phí', en: 'Dues' } }],
} as unknown as Rubric;
const trace = { period, criteria: [] } as unknown as Trace;
const root = Buffer.alloc(32, 7);

let signed: readonly { size: string; root: Buffer; signed: string; signedAt: Date }[];

/** A log of three events in one tile, under the checkpoints of the test. */
const basis = (): ReportBasis => {
  const query = async (text: string): Promise<readonly object[]> =>
    text.includes('ledger.checkpoint') ? signed : [{ index: '0', after: '0'.repeat(20) }];
  const store = {
    async *readAll() {
      yield [1, 2, 3].map((n) => ({ position: String(n).padStart(20, '0') }));
    },
  };
  return new ReportBasis({ query } as unknown as DataSource, store as unknown as EventStore);
};
const ask = () => basis().of(moment, trace, rubric, { is: 'provisional' });

beforeEach(() => {
  jest.useFakeTimers();
  signed = [];
});
afterEach(() => void jest.useRealTimers());

describe('what a report rests on', () => {
  it('is the moment in the time of Vietnam, the rules, and the tree that was signed over it', async () => {
    const signer = signerOf('so-hoi.example.vn/log', ED25519, new Uint8Array(32).fill(1));
    const text = await signCheckpoint({ origin: 'so-hoi.example.vn/log', size: 5, root, extensions: [] }, signer);
    signed = [{ size: '5', root, signed: text, signedAt: new Date() }];
    expect(await ask()).toMatchObject({
      ...{ period, outcome: { is: 'provisional' }, rubric: { name: 'Bảng điểm mẫu', rubricVersion: 2 } },
      asOf: { position, day: '2024-01-01', time: '00:00:01', instant: moment.recordedAt },
      checkpoint: { origin: 'so-hoi.example.vn/log', size: 5, rootHash: root.toString('base64') },
    });
  });

  it('is waited for a while, then refused as not signed yet', async () => {
    const refused = expect(ask()).rejects.toMatchObject({ status: 503, code: 'not-signed-yet' });
    await jest.advanceTimersByTimeAsync(6_000);
    await refused;
  });

  it('leaves figures behind, and tells what is not known from zero', () => {
    const criterion = { criterionId: 'dues', kind: 'quantitative', maxPoints: 15, bonus: 0, why: 'value', value: 0.85 };
    const criteria = [
      { ...criterion, points: null },
      { ...criterion, points: 0, why: 'voided' },
    ];
    const scored = scoredCriteria({ ...trace, criteria } as unknown as Trace, rubric);
    expect(scored.map(({ points, voided }) => [points, voided])).toEqual([
      [null, false],
      [0, true],
    ]);
    expect(scored[0]).toEqual({
      ...{ criterionId: 'dues', name: 'Hội phí', kind: 'quantitative', maxPoints: 15 },
      ...{ points: null, bonus: 0, voided: false },
    });
  });
});
