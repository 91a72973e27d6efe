import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { UnitReportCommand } from './unit-report.commands.js';
import { unitReportEvents } from './unit-report.events.js';
import type { UnitReportEvent } from './unit-report.events.js';

export type UnitReportRejection =
  | { readonly code: 'ActivityIdTaken'; readonly activityId: string; readonly name: string }
  | { readonly code: 'TargetIdTaken'; readonly targetId: string; readonly indicator: string }
  | { readonly code: 'FigureIdTaken'; readonly figureId: string; readonly indicator: string }
  | { readonly code: 'FigureNotReported'; readonly figureId: string }
  | { readonly code: 'TimeReversed'; readonly from: string; readonly to: string };

type DataOf<T extends UnitReportEvent['type']> = Extract<UnitReportEvent, { type: T }>['data'];

/** A figure as first reported, and the value that counts now. */
type Figure = { readonly reported: DataOf<'FigureReported'>; readonly value: number };

/** What one body has reported; each thing under its id. */
export type UnitReportState = {
  readonly activities: ReadonlyMap<string, DataOf<'ActivityHeld'>>;
  readonly targets: ReadonlyMap<string, DataOf<'TargetSet'>>;
  readonly figures: ReadonlyMap<string, Figure>;
};

type Outcome = Decision<UnitReportEvent, UnitReportRejection>;
type CommandData<T extends UnitReportCommand['type']> = Extract<UnitReportCommand, { type: T }>['data'];

const hold = (data: CommandData<'HoldActivity'>, { activities }: UnitReportState): Outcome => {
  const known = activities.get(data.activityId);
  if (!known) return record({ type: 'ActivityHeld', data });
  return sameData(known, data)
    ? record()
    : reject({ code: 'ActivityIdTaken', activityId: data.activityId, name: known.name });
};

const set = (data: CommandData<'SetTarget'>, { targets }: UnitReportState): Outcome => {
  const { targetId, from, to } = data;
  const known = targets.get(targetId);
  if (known) {
    return sameData(known, data) ? record() : reject({ code: 'TargetIdTaken', targetId, indicator: known.indicator });
  }
  return to < from ? reject({ code: 'TimeReversed', from, to }) : record({ type: 'TargetSet', data });
};

const report = (data: CommandData<'ReportFigure'>, { figures }: UnitReportState): Outcome => {
  const { figureId, from, to } = data;
  const known = figures.get(figureId)?.reported;
  if (known) {
    return sameData(known, data) ? record() : reject({ code: 'FigureIdTaken', figureId, indicator: known.indicator });
  }
  if (from !== undefined && to !== undefined && to < from) return reject({ code: 'TimeReversed', from, to });
  return record({ type: 'FigureReported', data });
};

const correct = (data: CommandData<'CorrectFigure'>, { figures }: UnitReportState): Outcome => {
  const figure = figures.get(data.figureId);
  if (!figure) return reject({ code: 'FigureNotReported', figureId: data.figureId });
  if (figure.value === data.value) return record();
  const { indicator, unit, at: figureAt } = figure.reported;
  return record({ type: 'FigureCorrected', data: { ...data, indicator, oldValue: figure.value, unit, figureAt } });
};

export const unitReport: Decider<UnitReportState, UnitReportCommand, UnitReportEvent, UnitReportRejection> = {
  initial: { activities: new Map(), targets: new Map(), figures: new Map() },
  decide: (command, state) => {
    switch (command.type) {
      case 'HoldActivity':
        return hold(command.data, state);
      case 'SetTarget':
        return set(command.data, state);
      case 'ReportFigure':
        return report(command.data, state);
      case 'CorrectFigure':
        return correct(command.data, state);
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'ActivityHeld':
        return { ...state, activities: new Map([...state.activities, [event.data.activityId, event.data]]) };
      case 'TargetSet':
        return { ...state, targets: new Map([...state.targets, [event.data.targetId, event.data]]) };
      case 'FigureReported':
        return withFigure(state, event.data.figureId, { reported: event.data, value: event.data.value });
      case 'FigureCorrected': {
        const figure = state.figures.get(event.data.figureId);
        return figure ? withFigure(state, event.data.figureId, { ...figure, value: event.data.value }) : state;
      }
    }
  },
};

const withFigure = (state: UnitReportState, figureId: string, figure: Figure): UnitReportState => ({
  ...state,
  figures: new Map([...state.figures, [figureId, figure]]),
});

export const unitReportStream = { category: 'unitReport', catalog: unitReportEvents, decider: unitReport } as const;
