import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { accessEvents } from '@sohoi/access/events';
import { standingsEvents } from '@sohoi/standings';
import { provinces } from './provinces.js';
import { dayOf } from './scenario-step.js';
import { scenario } from './scenario.js';
import { eventsIn, storeWithScenario } from './scenario-log.js';

let log: readonly RecordedEvent[] = [];
beforeAll(async () => {
  log = await eventsIn(await storeWithScenario());
});

const catalog: { readonly [type: string]: { readonly schema: { parse(data: unknown): unknown } } } = {
  ...standingsEvents,
  ...accessEvents,
};

type Data = { readonly [field: string]: unknown };
const dataOf = (event: RecordedEvent) => event.data as Data;
const ofType = (...types: string[]) => log.filter(({ type }) => types.includes(type));

describe('the log of the scenario', () => {
  it('holds every type of event that there is, but for what the ledger records of itself', () => {
    const types = new Set(['LedgerFounded', 'ProjectionEventSkipped', ...log.map(({ type }) => type)]);
    expect(Object.keys(catalog).filter((type) => !types.has(type))).toEqual([]);
  });

  it('holds data that HTTP would have taken: each fits its schema and is in its normal form', () => {
    for (const { type, data } of log) expect(catalog[type]?.schema.parse(data)).toEqual(data);
  });

  it('names no unit and no chapter before it was established', () => {
    const known = new Set<unknown>();
    const strangers = log.flatMap((event) => {
      const { unitId, chapterId, parentId, memberUnitId, body } = dataOf(event);
      if (event.type === 'UnitEstablished') known.add(unitId);
      if (event.type === 'ChapterEstablished') known.add(chapterId);
      const named = [unitId, chapterId, parentId, memberUnitId, (body as Data | undefined)?.['id']];
      return named.filter((id) => id !== undefined && id !== null && !known.has(id)).map((id) => [event.type, id]);
    });
    expect(strangers).toEqual([]);
  });

  it('is in the order in which the union heard of things, and tells nothing before it was true', () => {
    const days = scenario.map(dayOf);
    expect(days).toEqual(days.toSorted());
    expect(scenario.filter((step) => dayOf(step) < step.command.data.at)).toEqual([]);
  });

  it('cites no report before it came out, except in the rubrics that are drawn from it', () => {
    const early = scenario.filter((step) => {
      const { source } = step.command.data as { source?: { date?: string } };
      return step.stream !== 'rubric' && source?.date !== undefined && dayOf(step) < source.date;
    });
    expect(early).toEqual([]);
  });

  it('has one id for the whole import and no demo person among its actors', () => {
    expect(new Set(log.map(({ metadata }) => metadata.correlationId)).size).toBe(1);
    expect(log.filter(({ metadata }) => !metadata.actor.startsWith('scenario-'))).toEqual([]);
  });

  it('has the 63 provinces of 2023 under the central unit, each with its own code', () => {
    const established = ofType('UnitEstablished').map(dataOf);
    expect(established.filter(({ level }) => level === 'province')).toHaveLength(63);
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(63);
    expect(new Set(provinces.map(({ name }) => name)).size).toBe(63);
  });

  it('has only people whose names say that they are examples', () => {
    const names = ofType(
      'MemberAdmitted',
      'HonoraryMemberRecognised',
      'PostHolderElected',
      'PostHolderAppointed',
      'TraineesEnrolled',
    ).flatMap((event) => {
      const { person, fullName, trainees } = dataOf(event);
      return [fullName, (person as Data | undefined)?.['fullName'], ...((trainees as Data[] | undefined) ?? [])]
        .map((one) => (typeof one === 'object' ? (one as Data)['fullName'] : one))
        .filter((one) => one !== undefined);
    });
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((one) => !/ (Thị|Văn) Ví Dụ \d+$/.test(String(one)))).toEqual([]);
  });
});
