import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy, specOf } from '@sohoi/decider/testing';
import fc from 'fast-check';
import type { Body } from './body.events.js';
import type { UnitReportCommand } from './unit-report.commands.js';
import { unitReport } from './unit-report.decider.js';
import { unitReportEvents } from './unit-report.events.js';
import type { UnitReportEvent } from './unit-report.events.js';

const { given } = specOf(unitReport);

const id = '0000000a-0000-5000-8000-00000000000a';
const unitId = '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801';
const body: Body = { kind: 'unit', id: unitId };
const source = { title: 'Báo cáo sơ kết', date: '2023-06-15' };

const activity = {
  ...{ activityId: id, body, unitId, name: 'Sinh hoạt chuyên đề', activityKind: 'thematic', participants: 120 },
  at: '2023-05-20',
};
const target = {
  ...{ targetId: id, body, unitId, indicator: 'head-allowance', value: 90, unit: '%' },
  ...{ from: '2022-01-01', to: '2027-12-31', source, at: '2023-07-12' },
};
const figure = {
  ...{ figureId: id, body, unitId, indicator: 'officers-trained', value: 2343, unit: 'người', source },
  at: '2023-06-14',
};
const held: UnitReportEvent = { type: 'ActivityHeld', data: activity };
const set: UnitReportEvent = { type: 'TargetSet', data: target };
const reported: UnitReportEvent = { type: 'FigureReported', data: figure };
const correct = (value: number, figureId = id): UnitReportCommand => ({
  type: 'CorrectFigure',
  data: { figureId, body, unitId, value, reason: 'Trùng ba người', source, at: '2023-07-01' },
});
const corrected = (oldValue: number, value: number): UnitReportEvent => ({
  type: 'FigureCorrected',
  data: {
    ...{ figureId: id, body, unitId, indicator: 'officers-trained', oldValue, value },
    ...{ unit: 'người', figureAt: figure.at },
    ...{ reason: 'Trùng ba người', source, at: '2023-07-01' },
  },
});

describe('what a unit or chapter reports', () => {
  it('is an activity, once under one id', () => {
    given().when({ type: 'HoldActivity', data: activity }).then(held);
    given(held).when({ type: 'HoldActivity', data: activity }).then();
    given(held)
      .when({ type: 'HoldActivity', data: { ...activity, participants: 121 } })
      .thenRejected({ code: 'ActivityIdTaken', activityId: id, name: activity.name });
  });

  it('is a target for a time, once under one id', () => {
    given().when({ type: 'SetTarget', data: target }).then(set);
    given(set).when({ type: 'SetTarget', data: target }).then();
    given(set)
      .when({ type: 'SetTarget', data: { ...target, value: 95 } })
      .thenRejected({ code: 'TargetIdTaken', targetId: id, indicator: 'head-allowance' });
    given()
      .when({ type: 'SetTarget', data: { ...target, to: '2021-12-31' } })
      .thenRejected({ code: 'TimeReversed', from: '2022-01-01', to: '2021-12-31' });
  });

  it('is a figure, once under one id; another value takes a correction', () => {
    given().when({ type: 'ReportFigure', data: figure }).then(reported);
    given(reported).when({ type: 'ReportFigure', data: figure }).then();
    given(reported)
      .when({ type: 'ReportFigure', data: { ...figure, value: 2340 } })
      .thenRejected({ code: 'FigureIdTaken', figureId: id, indicator: 'officers-trained' });
    given()
      .when({ type: 'ReportFigure', data: { ...figure, from: '2023-06-14', to: '2023-01-01' } })
      .thenRejected({ code: 'TimeReversed', from: '2023-06-14', to: '2023-01-01' });
  });

  it('can be about a single day', () => {
    const day = { from: '2023-06-14', to: '2023-06-14' };
    given()
      .when({ type: 'SetTarget', data: { ...target, ...day } })
      .then({ type: 'TargetSet', data: { ...target, ...day } });
    given()
      .when({ type: 'ReportFigure', data: { ...figure, ...day } })
      .then({ type: 'FigureReported', data: { ...figure, ...day } });
    given()
      .when({ type: 'ReportFigure', data: { ...figure, to: '2023-01-01' } })
      .then({ type: 'FigureReported', data: { ...figure, to: '2023-01-01' } });
  });

  it('can be corrected again and again; each correction carries the value that counted before', () => {
    given(reported).when(correct(2340)).then(corrected(2343, 2340));
    given(reported, corrected(2343, 2340)).when(correct(2340)).then();
    given(reported, corrected(2343, 2340)).when(correct(2350)).then(corrected(2340, 2350));
    given(reported, corrected(2343, 2340)).when({ type: 'ReportFigure', data: figure }).then();
  });

  it('is not corrected before it was reported', () => {
    given().when(correct(2340)).thenRejected({ code: 'FigureNotReported', figureId: id });
  });
});

describe('whatever is reported', () => {
  const ids = fc.constantFrom(id, unitId);
  const value = fc.constantFrom(0, 1, 2);
  const command: fc.Arbitrary<UnitReportCommand> = fc.oneof(
    fc
      .record({ activityId: ids, participants: value })
      .map((d) => ({ type: 'HoldActivity', data: { ...activity, ...d } }) as const),
    fc.record({ targetId: ids, value }).map((d) => ({ type: 'SetTarget', data: { ...target, ...d } }) as const),
    fc.record({ figureId: ids, value }).map((d) => ({ type: 'ReportFigure', data: { ...figure, ...d } }) as const),
    fc.tuple(value, ids).map(([v, of]) => correct(v, of)),
  );
  const history = fc.array(command, { maxLength: 40, size: 'max' }).map((commands) => play(unitReport, commands));

  it('the same command twice records nothing new, and a rejected one changes nothing', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { before, command: again, decision, after } of steps) {
          if (decision.ok) expect(unitReport.decide(again, after)).toEqual({ ok: true, events: [] });
          else expect(after).toBe(before);
        }
      }),
    );
  });

  it('a chain of corrections leads from the value reported to the one that counts', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const values = new Map<string, number>();
        for (const event of recordedBy(steps)) {
          expect(unitReportEvents[event.type].schema.parse(event.data)).toEqual(event.data);
          if (event.type === 'FigureReported') {
            expect(values.has(event.data.figureId)).toBe(false);
            values.set(event.data.figureId, event.data.value);
          } else if (event.type === 'FigureCorrected') {
            expect(event.data.oldValue).toBe(values.get(event.data.figureId));
            expect(event.data.value).not.toBe(event.data.oldValue);
            values.set(event.data.figureId, event.data.value);
          }
        }
      }),
    );
  });

  it('evolve takes any events in any order', () => {
    fc.assert(
      fc.property(history, (steps) => {
        expect(() => fold(unitReport, [...recordedBy(steps)].reverse())).not.toThrow();
      }),
    );
  });
});
