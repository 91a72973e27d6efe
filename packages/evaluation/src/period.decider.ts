import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { PeriodCommand } from './period.commands.js';
import { periodEvents } from './period.events.js';
import type { PeriodEvent } from './period.events.js';

export type PeriodRejection =
  | { readonly code: 'PeriodNotOpened' }
  | { readonly code: 'PeriodAlreadyOpened'; readonly period: string }
  | { readonly code: 'PeriodNotWholeMonths'; readonly from: string; readonly to: string }
  | { readonly code: 'PeriodWithoutRubric' }
  | { readonly code: 'PeriodAlreadyClosed'; readonly at: string }
  | { readonly code: 'ClosedBeforePeriod'; readonly at: string; readonly from: string };

/** absent → open → closed */
export type PeriodState = {
  readonly opened: Extract<PeriodEvent, { type: 'PeriodOpened' }>['data'] | null;
  readonly closedAt: string | null;
};

type Outcome = Decision<PeriodEvent, PeriodRejection>;
type DataOf<T extends PeriodCommand['type']> = Extract<PeriodCommand, { type: T }>['data'];

/** The last day of the month in which a plain date lies. */
const monthEnd = (date: string): string => {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return `${date.slice(0, 7)}-${days}`;
};

const open = (data: DataOf<'OpenPeriod'>, { opened }: PeriodState): Outcome => {
  if (opened) return sameData(opened, data) ? record() : reject({ code: 'PeriodAlreadyOpened', period: opened.code });
  const { from, to } = data;
  if (!from.endsWith('-01') || to !== monthEnd(to) || to < from) {
    return reject({ code: 'PeriodNotWholeMonths', from, to });
  }
  if (!data.chapterRubric && !data.unitRubric) return reject({ code: 'PeriodWithoutRubric' });
  return record({ type: 'PeriodOpened', data });
};

/** The year-end review is in November, so a period may close before its last day. */
const close = ({ at }: DataOf<'ClosePeriod'>, { opened, closedAt }: PeriodState): Outcome => {
  if (!opened) return reject({ code: 'PeriodNotOpened' });
  if (closedAt !== null) return closedAt === at ? record() : reject({ code: 'PeriodAlreadyClosed', at: closedAt });
  const { periodId, unitId, code, from } = opened;
  if (at < from) return reject({ code: 'ClosedBeforePeriod', at, from });
  return record({ type: 'PeriodClosed', data: { periodId, unitId, code, at } });
};

export const period: Decider<PeriodState, PeriodCommand, PeriodEvent, PeriodRejection> = {
  initial: { opened: null, closedAt: null },
  decide: (command, state) => (command.type === 'OpenPeriod' ? open(command.data, state) : close(command.data, state)),
  evolve: (state, event) =>
    event.type === 'PeriodOpened' ? { ...state, opened: event.data } : { ...state, closedAt: event.data.at },
};

export const periodStream = { category: 'period', catalog: periodEvents, decider: period } as const;
