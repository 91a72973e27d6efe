import { expect } from '@jest/globals';
import { decode } from '@sohoi/decider';
import type { RecordedEvent } from '@sohoi/event-store';
import {
  chapterResult,
  clusterResult,
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
  standingsEvents,
} from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';

/** Positions from 1 without a gap, each event once, and each acknowledged one where it was said to be. */
export const expectWholeLog = (log: readonly RecordedEvent[], acknowledged: readonly Acknowledged[]): void => {
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_event, n) => n + 1));
  expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
  const found = new Map(log.map((event) => [`${event.stream}@${event.streamVersion}`, event.position]));
  expect(found.size).toBe(log.length);
  const lost = acknowledged.filter(({ stream, streamVersion, position }) => {
    return found.get(`${stream}@${streamVersion}`) !== position;
  });
  expect(lost).toEqual([]);
};

type Standing = { chapterId: string; periodId: string; score: number | null; level: string | null; revision: number };
type Ranking = { data: { entries: { unitId: string; rank: number | null; score: number | null }[]; revision: number } };

/** Compares what the queries show with the fold of the whole log, whose masked codes are open. */
export const expectStandingsToBeTheFold = async (
  url: string,
  token: string,
  log: readonly RecordedEvent[],
): Promise<void> => {
  const strength = createChapterStrength();
  const ranking = createClusterRanking();
  for (const event of log.filter(({ type }) => type in standingsEvents)) {
    const placed = { ...decode(standingsEvents, event), position: event.position } as PlacedEvent;
    evolveChapterStrength(strength, placed);
    evolveClusterRanking(ranking, placed);
  }
  const at = log.at(-1)?.position ?? '';
  const chapterIds = [...strength.chaptersOf.values()].flatMap((ids) => [...ids]);
  let compared = 0;
  for (const { periodId, code } of strength.rulebook.periods.values()) {
    const path = `/v1/standings/chapters?limit=200&period=${code}&atLeast=${at}`;
    const shown = await readAllPages<Standing>(url, path, token, 'cursor');
    const folded = chapterIds
      .map((chapterId) => chapterResult(strength, chapterId, periodId))
      .filter((result) => result !== null)
      .map(({ chapterId, revision, trace: { score, level } }) => ({ chapterId, score, level, revision }));
    const plain = shown.map(({ chapterId, score, level, revision }) => ({ chapterId, score, level, revision }));
    expect(byChapter(plain)).toEqual(byChapter(folded));
    compared += folded.length;

    for (const clusterId of ranking.clusters.keys()) {
      const expected = clusterResult(ranking, clusterId, periodId);
      if (!expected) continue;
      const address = `${url}/v1/emulation-clusters/${clusterId}/ranking?period=${code}&atLeast=${at}`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
      const { data } = (await answer.json()) as Ranking;
      expect(data.revision).toBe(expected.revision);
      expect(data.entries.map(({ unitId, rank, score }) => ({ unitId, rank, score }))).toEqual(
        expected.entries.map(({ unitId, rank, trace }) => ({ unitId, rank, score: trace.score })),
      );
      compared += expected.entries.length;
    }
  }
  expect(compared).toBeGreaterThan(15);
};

const byChapter = <T extends { chapterId: string }>(standings: readonly T[]): readonly T[] =>
  [...standings].sort((a, b) => (a.chapterId < b.chapterId ? -1 : 1));
