import type { Rubric } from '@sohoi/evaluation/events';
import { OF_THE_HEAD } from '../explanation.js';
import { indicatorOf } from '../indicators.js';
import type { Change, WhatItTakes } from '../what-it-takes/what-it-takes.js';
import { nameOfMeasure, numberIn, valueIn } from './words.js';
import type { Bilingual } from './words.js';

/** A change in words; of what tells of one person the numbers are withheld. */
export type ToldChange = Omit<Change, 'from' | 'to' | 'measure'> & {
  readonly measure: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly says: Bilingual;
};

export type ToldWhatItTakes = {
  readonly note: Bilingual;
  readonly to: { readonly code: string; readonly name: Bilingual; readonly minPoints: number } | null;
  readonly pointsMissing: number;
  readonly unmet: readonly (WhatItTakes['unmet'][number] & { readonly says: Bilingual })[];
  readonly changes: readonly (ToldChange & { readonly why: 'condition' | 'veto' | 'points' })[] | null;
  readonly instead: readonly ToldChange[];
  readonly open: readonly {
    readonly criterionId: string;
    readonly name: Bilingual;
    readonly missing: number;
    readonly least: ToldChange | null;
    readonly full: ToldChange | null;
  }[];
};

export const ARITHMETIC: Bilingual = {
  vi: 'Đây là phép tính trên bảng điểm và những gì đã ghi, không phải lời khuyên: nó không biết việc nào làm được, tốn bao nhiêu công, và kéo theo điều gì.',
  en: 'This is arithmetic over the rubric and what was recorded, not advice: it does not know what can be done, what effort it takes, or what else it brings.',
};

export const toldWhatItTakes = (takes: WhatItTakes, rubric: Rubric): ToldWhatItTakes => {
  const next = rubric.levels.find(({ code }) => code === takes.to);
  const told = (change: Change): ToldChange => toldChange(change, rubric);
  return {
    note: ARITHMETIC,
    to: next ? { code: next.code, name: next.name, minPoints: next.minPoints } : null,
    pointsMissing: takes.pointsMissing,
    unmet: takes.unmet.map((one) => ({ ...one, says: demandIn(one, rubric) })),
    changes: takes.changes && takes.changes.map((change) => ({ ...told(change), why: change.why })),
    instead: takes.instead.map(told),
    open: takes.open.map(({ least, full, ...open }) => ({
      ...open,
      name: nameOfCriterion(open.criterionId, rubric),
      least: least && told(least),
      full: full && told(full),
    })),
  };
};

export const nameOfCriterion = (criterionId: string, { criteria }: Rubric): Bilingual =>
  criteria.find((own) => own.criterionId === criterionId)?.name ?? { vi: criterionId, en: criterionId };

type Demand = { readonly by: 'condition' | 'veto'; readonly criterionId: string; readonly required: number };

/** What a level asks of one criterion, in words. */
export const demandIn = (
  { by, criterionId, required, actual }: Demand & { readonly actual: number | null },
  rubric: Rubric,
): Bilingual => {
  const name = nameOfCriterion(criterionId, rubric);
  const unit = by === 'condition' ? 'share' : 'count';
  const needs = valueIn(required, unit);
  const has = actual === null ? { vi: 'chưa biết', en: 'not known' } : valueIn(actual, unit);
  return by === 'condition'
    ? {
        vi: `“${name.vi}” phải đạt ${needs.vi} số điểm tối đa, nay ${has.vi}`,
        en: `“${name.en}” must have ${needs.en} of its points, has ${has.en}`,
      }
    : {
        vi: `“${name.vi}” dưới ${needs.vi} điểm thì bị khống chế mức, nay ${has.vi}`,
        en: `“${name.en}” below ${needs.en} points keeps the level down, has ${has.en}`,
      };
};

const toldChange = (change: Change, rubric: Rubric): ToldChange => {
  const { criterionId, measure, points } = change;
  const name = nameOfCriterion(criterionId, rubric);
  const gained = signed(points);
  const end = { vi: `${gained.vi} điểm`, en: `${gained.en} points` };
  if (measure !== null && OF_THE_HEAD.has(measure)) {
    const says = { vi: `“${name.vi}”: từ không thành có, ${end.vi}`, en: `“${name.en}”: from no to yes, ${end.en}` };
    return { criterionId, measure: null, from: null, to: null, points, says };
  }
  const what = measure === null ? { vi: 'điểm chấm', en: 'points given' } : nameOfMeasure(measure);
  const unit = measure?.startsWith('figure:') ? unitOf(criterionId, rubric) : 'count';
  const from = change.from === null ? { vi: 'chưa có', en: 'none' } : valueIn(change.from, unit);
  const to = valueIn(change.to, unit);
  return {
    ...change,
    says: {
      vi: `“${name.vi}”: ${what.vi} ${from.vi} → ${to.vi}, ${end.vi}`,
      en: `“${name.en}”: ${what.en} ${from.en} → ${to.en}, ${end.en}`,
    },
  };
};

const unitOf = (criterionId: string, { criteria }: Rubric) => {
  const feed = criteria.find((own) => own.criterionId === criterionId)?.feed;
  const unit = feed?.by === 'indicator' ? indicatorOf(feed.indicator).unit : 'count';
  return unit === 'share' ? 'count' : unit;
};

const signed = (points: number): Bilingual => {
  const { vi, en } = numberIn(points);
  return points >= 0 ? { vi: `+${vi}`, en: `+${en}` } : { vi, en };
};
