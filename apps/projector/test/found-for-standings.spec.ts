import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decode } from '@sohoi/decider';
import { chapterPart, clusterPart, contributions, standingsEvents } from '@sohoi/standings';
import type { StandingsEvent } from '@sohoi/standings';
import { bodiesOf } from '../src/bodies-of.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** Events of each type that a standing hears, as they are stored. */
const samples = globSync('packages/*/fixtures/*.json', { cwd: root }).flatMap((file): StandingsEvent[] => {
  const [type = '', version = ''] = path.basename(file, '.json').split('.');
  if (!(type in standingsEvents)) return [];
  const data: unknown = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  return [decode(standingsEvents, { type, schemaVersion: Number(version.slice(1)), data })];
});

const concerned = (event: StandingsEvent): readonly string[] => [
  ...contributions(event).map(({ subject }) => subject.id),
  ...(event.type === 'ChapterEstablished' ? [event.data.chapterId] : []),
  ...('scorecardId' in event.data && 'body' in event.data ? [event.data.body.id] : []),
];

describe('what a standing as of a moment asks the index of events for', () => {
  it('finds each event under every chapter and unit that it counts for', () => {
    expect(new Set(samples.map(({ type }) => type)).size).toBe(Object.keys(standingsEvents).length);
    expect(samples.flatMap(concerned).length).toBeGreaterThan(40);
    for (const event of samples) {
      expect([event.type, bodiesOf(event)]).toEqual([event.type, expect.arrayContaining([...concerned(event)])]);
    }
  });

  it('finds each event of rules, which names a body', () => {
    for (const { rules } of [chapterPart, clusterPart]) {
      for (const type of rules) {
        const [event] = samples.filter((sample) => sample.type === type);
        expect([type, event && bodiesOf(event).length > 0 && 'at' in event.data]).toEqual([type, true]);
      }
    }
  });
});
