import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy } from '@sohoi/decider/testing';
import fc from 'fast-check';
import { trainingMessages } from './messages.js';
import type { TrainingClassCommand } from './training-class.commands.js';
import { trainingClass } from './training-class.decider.js';
import { trainingClassEvents } from './training-class.events.js';
import type { TrainingClassEvent } from './training-class.events.js';
import { evolveTrainingClassRow } from './training-classes.projection.js';
import type { TrainingClassRow } from './training-classes.projection.js';

const classId = '2c9d4a10-5e3f-5b17-a8d6-90f1b2c3d4e5';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const usual = fc.constantFrom('2023-07-12', '2023-07-13', '2023-07-14');
const at = fc.oneof(
  { weight: 6, arbitrary: usual },
  { weight: 1, arbitrary: fc.constantFrom('2023-07-11', '2023-07-20') },
);
const traineeIdOf = (n: number): string => `0f4a2b9e-6c1d-5b70-8f1e-2a7d9c3b5e0${n}`;
const personIdOf = (n: number): string => `a3c5d1f0-2b4e-5f60-9d8c-7e6f5a4b3c0${n}`;
const traineeId = fc.constantFrom(1, 1, 2, 2, 3, 4).map(traineeIdOf);
const reason = fc.constantFrom('Mưa bão', 'Nhầm');
const certificateNo = fc.constantFrom('1', '2', '3');
const source = { title: 'Báo cáo' };

const data = <T extends TrainingClassCommand['type']>(
  type: T,
  of: { [K in Exclude<keyof Extract<TrainingClassCommand, { type: T }>['data'], 'classId'>]: fc.Arbitrary<unknown> },
): fc.Arbitrary<TrainingClassCommand> =>
  fc
    .record({ classId: fc.constant(classId), ...of })
    .map((d) => ({ type, data: d }) as unknown as TrainingClassCommand);

const open: TrainingClassCommand = {
  type: 'OpenClass',
  data: {
    ...{ classId, unitId, planId: null, name: 'Lớp', from: '2023-07-12', to: '2023-07-14', sessions: 2 },
    ...{ capacity: 3, passMark: 5, at: '2023-07-01' },
  },
};
/** Three who fit the class, a fourth who does not, and two who contradict the others. */
const trainee = fc.constantFrom([1, 1], [2, 2], [3, 3], [4, 4], [1, 2], [4, 1]).map(([t = 1, p = 1]) => ({
  ...{ traineeId: traineeIdOf(t), personId: personIdOf(p), fullName: 'Nguyễn Thị Lan', unitId },
}));
const enrolled = data('EnrolTrainees', { trainees: fc.array(trainee, { minLength: 1, maxLength: 2 }), at });
const command: fc.Arbitrary<TrainingClassCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(open) },
  { weight: 6, arbitrary: enrolled },
  {
    weight: 12,
    arbitrary: data('RecordAttendance', {
      session: fc.constantFrom(1, 1, 2, 2, 3),
      traineeIds: fc.array(traineeId, { minLength: 1, maxLength: 2 }),
      at,
    }),
  },
  {
    weight: 3,
    arbitrary: data('WithdrawAttendance', {
      session: fc.constantFrom(1, 2, 3),
      traineeIds: fc.array(traineeId, { minLength: 1, maxLength: 2 }),
      reason,
      at,
    }),
  },
  {
    weight: 2,
    arbitrary: data('CorrectTraineeName', {
      traineeId,
      fullName: fc.constantFrom('Nguyễn Thị Lan', 'Nguyễn Thị Lan Hai'),
      reason,
      at,
    }),
  },
  { weight: 8, arbitrary: data('RecordTest', { traineeId, mark: fc.constantFrom(4.99, 5, 10), at }) },
  { weight: 12, arbitrary: data('IssueCertificate', { certificateNo, traineeId, at }) },
  { weight: 6, arbitrary: data('RevokeCertificate', { certificateNo, reason, at }) },
  {
    weight: 3,
    arbitrary: data('ReportAttendance', {
      persons: fc.constantFrom(0, 487, 500),
      source: fc.constant(source),
      note: fc.constantFrom(undefined, 'gần 500'),
      at,
    }),
  },
  { weight: 1, arbitrary: data('CloseClass', { reason: fc.option(reason, { nil: undefined }), at }) },
  { weight: 1, arbitrary: data('CancelClass', { reason, at }) },
);
const history = fc
  .array(command, { maxLength: 60, size: 'max' })
  .map((commands) => play(trainingClass, [open, ...commands]));

const rowOf = (events: readonly TrainingClassEvent[]): TrainingClassRow | undefined =>
  events.reduce<TrainingClassRow | undefined>(
    (row, event, n) => evolveTrainingClassRow(row, { ...event, streamVersion: n + 1 }),
    undefined,
  );

describe('whatever is asked of a class', () => {
  it('the same command twice records nothing new', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { command: again, decision, after } of steps) {
          if (decision.ok) expect(trainingClass.decide(again, after)).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('a rejected command changes nothing and has a sentence in both languages', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { before, decision, after } of steps) {
          if (decision.ok) continue;
          expect(after).toBe(before);
          const say = trainingMessages[decision.rejection.code] as Record<'vi' | 'en', (r: unknown) => string>;
          expect(`${say.vi(decision.rejection)}${say.en(decision.rejection)}`).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
    );
  });

  it('every recorded event has the shape of its schema', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const event of recordedBy(steps)) {
          expect(trainingClassEvents[event.type].schema.parse(event.data)).toEqual(event.data);
        }
      }),
    );
  });

  it('certificates ≤ persons ≤ enrolled, and attendances ≤ enrolled × sessions', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        for (let n = 1; n <= events.length; n += 1) {
          const row = rowOf(events.slice(0, n));
          if (!row) throw new Error('the class was opened');
          expect(row.certificates).toBeLessThanOrEqual(row.persons);
          expect(row.persons).toBeLessThanOrEqual(row.enrolled);
          expect(row.enrolled).toBeLessThanOrEqual(3);
          expect(row.attendances).toBeLessThanOrEqual(row.enrolled * row.sessions);
        }
      }),
    );
  });

  it('the counts at the close are those of the rows', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        const end = events.findIndex(({ type }) => type === 'ClassClosed');
        fc.pre(end !== -1);
        const { attendances, persons, certificates } = rowOf(events.slice(0, end + 1)) ?? {};
        expect(events[end]?.data).toMatchObject({ attendances, persons, certificates });
      }),
    );
  });

  it('what replaces takes back all that the class counted for: its last report, or without one its close by name', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let counted = null as { persons: number; at: string } | null;
        let closedByName = false;
        for (const { type, data } of recordedBy(steps)) {
          if (type === 'AttendanceReported') {
            expect(data.replaces).toEqual(counted);
            counted = { persons: data.persons, at: data.at };
            closedByName = false;
          } else if (type === 'ClassClosed') {
            expect(data.reportedPersons).toBe(counted?.persons ?? null);
            counted ??= { persons: data.persons, at: data.at };
            closedByName = data.reportedPersons === null;
          } else if (type === 'AttendanceWithdrawn') {
            expect(data.replaces).toEqual(closedByName ? counted : null);
            if (closedByName && counted) counted = { ...counted, persons: data.persons };
          }
        }
      }),
    );
  });

  it('evolve takes any events in any order', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (steps, random) => {
        const events = recordedBy(steps).map((event) => ({ event, key: random.next().value }));
        const shuffled = events.sort((a, b) => a.key - b.key).map(({ event }) => event);
        expect(() => fold(trainingClass, shuffled)).not.toThrow();
        expect(() => rowOf(shuffled)).not.toThrow();
      }),
    );
  });
});
