import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { classReportFacts } from './class-report.facts.js';
import { clusterReportFacts } from './cluster-report.facts.js';
import { eventsOf } from './facts.js';
import { markdownTable } from './markdown-table.js';
import { renderReference } from './reference.js';
import { eventsIn, storeWithScenario } from './scenario-log.js';
import { classReport, clusterReport } from './sources.js';

let log: readonly RecordedEvent[] = [];
beforeAll(async () => {
  log = await eventsIn(await storeWithScenario());
});

const facts = [...clusterReportFacts, ...classReportFacts];

type Sourced = {
  readonly source?: { readonly title: string; readonly date?: string };
  readonly value?: number;
  readonly persons?: number;
  readonly indicator?: string;
  readonly note?: string;
};
const dataOf = (event: RecordedEvent) => event.data as Sourced;
const citing = ({ title }: { readonly title: string }) => log.filter((event) => dataOf(event).source?.title === title);

describe('the two reports', () => {
  it('have an event for each of their facts', () => {
    for (const fact of facts) expect(eventsOf(fact, log).length).toBeGreaterThanOrEqual(fact.events.length);
  });

  it('say all that is recorded in their name', () => {
    const told = new Set(facts.flatMap((fact) => eventsOf(fact, log)).map(({ id }) => id));
    const cited = [...citing(clusterReport), ...citing(classReport)];
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter(({ id }) => !told.has(id)).map(({ type, stream }) => `${type} ${stream}`)).toEqual([]);
  });

  it('give these figures and no others, each with its source', () => {
    const figures = [...citing(clusterReport), ...citing(classReport)]
      .filter(({ type }) => type === 'FigureReported' || type === 'AttendanceReported')
      .map((event) => [dataOf(event).value ?? dataOf(event).persons, dataOf(event).source?.date]);
    expect(figures).toEqual([
      [2343, '2023-06-15'],
      [570, '2023-06-15'],
      [9, '2023-06-15'],
      [500, '2023-07-12'],
      [500, '2023-07-12'],
    ]);
  });

  it('set five targets of the term, in seven values', () => {
    const targets = log.filter(({ type }) => type === 'TargetSet').map((event) => dataOf(event).value);
    expect(targets).toEqual([100, 100, 1, 50, 100, 100, 90]);
    const ordinals = classReportFacts.flatMap(({ note }) => /^(\w+) target/.exec(note ?? '')?.[1] ?? []);
    expect([...new Set(ordinals)]).toEqual(['First', 'Second', 'Third', 'Fourth', 'Fifth']);
  });

  it('say of near 500 that the exact number is not known', () => {
    const figure = log.find((event) => event.type === 'FigureReported' && dataOf(event).value === 500);
    expect(figure && dataOf(figure).note).toContain('gần 500');
  });
});

describe('docs/reference/scenario.md', () => {
  it('says what the log of the scenario says', () => {
    const path = new URL('../../../../docs/reference/scenario.md', import.meta.url);
    expect(renderReference(log)).toBe(readFileSync(path, 'utf8'));
  });

  it('has tables with aligned columns', () => {
    expect(markdownTable(['A', 'Bảng'], [['1', '…']])).toBe('| A   | Bảng |\n| --- | ---- |\n| 1   | …    |');
  });
});
