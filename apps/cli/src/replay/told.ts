import type { Rubric } from '@sohoi/evaluation/events';
import { indicatorOf } from '@sohoi/standings';
import type { Place } from '@sohoi/replay';
import type { Compared, Summary } from '@sohoi/what-if';
import { cut, table } from '../table.js';
import { wrapped } from '../wrapped.js';

const SHOWN = 5;
const WIDTH = 34;

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : String(Math.round(value * 1000) / 1000);
const signed = (value: number | null): string => (value !== null && value > 0 ? `+${figure(value)}` : figure(value));

export type Told = {
  readonly periodCode: string;
  readonly place: Place;
  readonly summary: Summary;
  readonly compared: readonly Compared[];
  readonly names: ReadonlyMap<string, string>;
  /** The alternative one, if there is one. */
  readonly rubric: Rubric | null;
};

/** The comparison in both languages, for a terminal of 80 columns. */
export const told = ({ periodCode, place, summary, compared, names, rubric }: Told): string => {
  const { compared: count, risen, fallen, same, onlyOfficial, onlySimulated, moves } = summary;
  const lines = [
    'MÔ PHỎNG, không phải kết quả chính thức · SIMULATION, not an official result',
    `kỳ · period ${periodCode}; ${place.events} sự kiện · events, đến · up to ${place.position}`,
    `so sánh · compared ${count}: tăng · risen ${risen}, giảm · fallen ${fallen}, giữ nguyên · same ${same}`,
  ];
  if (onlyOfficial + onlySimulated > 0) {
    lines.push(`chỉ chính thức · only official ${onlyOfficial}, chỉ mô phỏng · only simulated ${onlySimulated}`);
  }
  lines.push(
    `tương quan hạng · rank correlation: Spearman ${figure(summary.spearman)}, Kendall tau-b ${figure(summary.kendall)}`,
    ...(rubric?.criteria ?? []).flatMap(notesOn),
    '',
    table(
      ['chính thức · official', 'mô phỏng · simulated', 'số lượng · count'],
      moves.map(({ from, to, count: moved }) => [from ?? '–', to ?? '–', String(moved)]),
    ),
  );
  const rises = ({ places, change }: Compared): number => places ?? change ?? 0;
  const risers = compared.filter((one) => one.change !== null && rises(one) > 0).slice(0, SHOWN);
  const fallers = compared.filter((one) => one.change !== null && rises(one) < 0).toReversed();
  for (const [heading, some] of [
    ['tăng nhiều nhất · risen most', risers],
    ['giảm nhiều nhất · fallen most', fallers.slice(0, SHOWN)],
  ] as const) {
    if (some.length > 0) lines.push('', bodiesIn(heading, some, names));
  }
  return lines.join('\n');
};

/** A misspelt indicator is a sound one: that of figures that nobody reports. */
const notesOn = ({ criterionId, feed }: Rubric['criteria'][number], n: number): readonly string[] =>
  feed.by === 'indicator' && indicatorOf(feed.indicator).unit === 'as reported'
    ? [
        wrapped(
          `lưu ý · note: criteria[${n}].feed.indicator (${criterionId}): "${feed.indicator}" chỉ là số liệu được báo cáo dưới tên này · is nothing but a figure reported under this name`,
        ),
      ]
    : [];

const bodiesIn = (heading: string, some: readonly Compared[], names: ReadonlyMap<string, string>): string => {
  const ranked = some.some(({ official }) => official !== null && official.rank !== null);
  return table(
    [heading, 'chính thức', 'mô phỏng', '±', ...(ranked ? ['hạng · rank'] : [])],
    some.map(({ id, official, simulated, change }) => [
      cut(names.get(id) ?? id, WIDTH),
      figure(official?.score),
      figure(simulated?.score),
      signed(change),
      ...(ranked ? [`${figure(official?.rank)} → ${figure(simulated?.rank)}`] : []),
    ]),
  );
};
