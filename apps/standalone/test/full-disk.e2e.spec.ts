import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import { clusterOnSmallDisks } from './faults/full-disks.js';
import type { Disks } from './faults/full-disks.js';
import { folderForPostgres, openFaultWorld, until } from './faults/fault-world.js';
import type { FaultWorld } from './faults/fault-world.js';
import { expectPlainOutage, loadPatiently, poster } from './faults/patient-load.js';
import type { ServiceProcess } from './faults/service-process.js';
import { expectStandingsToBeTheFold, expectWholeLog } from './fold-of-log.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';

const folder = folderForPostgres();
const acknowledged: Acknowledged[] = [];
let disks: Disks;
let world: FaultWorld;
let membership: ServiceProcess;
let evaluation: ServiceProcess;
let projector: ServiceProcess;
let chapters: readonly string[];

const cadre = (): Promise<string> => world.token('commune-cadre');

/** Seconds of processor time that a process has used; Linux counts them in ticks of 10 ms. */
const secondsUsed = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const linesOf = (what: RegExp): number => projector.said().match(what)?.length ?? 0;

/** A load that is told on the way: the disk fills after a few changes, and gets room again once it was found full. */
const loadWhile = async (full: () => Promise<void>): Promise<void> => {
  let filled = Promise.resolve();
  const loaded = loadPatiently(membership.url, cadre, chapters, (count) => {
    if (count !== 5) return;
    filled = full();
    filled.catch(() => undefined);
  });
  await loaded.finally(() => filled.catch(() => undefined));
  await filled;
  acknowledged.push(...(await loaded));
};

/** Sends admissions until `times` in a row were turned away. */
const untilTurnedAway = async (times: number): Promise<void> => {
  const post = poster(membership.url, cadre);
  let inARow = 0;
  await until('commands to be turned away', async () => {
    const person = { fullName: `Nguyễn Thị Ví Dụ ${'dài '.repeat(20)}`, birthYear: 1980, gender: 'female' };
    const answer = await post('/v1/members', randomUUID(), { chapterId: chapters[0], person, at: '2023-07-03' });
    if (answer?.status === 201) {
      const said = (await answer.json()) as Omit<Acknowledged, 'stream'> & { id: string };
      acknowledged.push({ ...said, stream: `member-${said.id}` });
      inARow = 0;
      return undefined;
    }
    if (answer) await expectPlainOutage(answer);
    inARow += 1;
    return inARow >= times || undefined;
  });
};

const expectNothingLost = async (): Promise<void> => {
  const log = await world.caughtUpLog();
  expectWholeLog(log, acknowledged);
  const mine = new Set(acknowledged.map(({ stream }) => stream));
  const sent = log.filter(({ stream }) => mine.has(stream));
  expect(sent.length).toBe(acknowledged.length);
  await expectStandingsToBeTheFold(evaluation.url, await world.token('auditor'), log);
  expect(linesOf(/ has stopped( before event |: )/g)).toBe(0);
};

const onSmallDisks = smallDisksAreToBeHad() ? describe : describe.skip;

onSmallDisks('a disk that fills under load', () => {
  beforeAll(async () => {
    disks = await clusterOnSmallDisks(folder);
    world = await openFaultWorld(disks.dataDir, { shared_buffers: '32MB', max_wal_size: '48MB', min_wal_size: '32MB' });
    const organization = await world.service('organization');
    [membership, evaluation, projector] = await Promise.all([
      world.service('membership'),
      world.service('evaluation'),
      world.service('projector'),
    ]);
    await world.caughtUpLog();
    const path = '/v1/units?level=chapter&status=active';
    const units = await readAllPages<{ id: string }>(organization.url, path, await cadre(), 'cursor');
    chapters = units.map(({ id }) => id);
    await organization.end('SIGTERM');
  }, 180_000);

  afterAll(async () => {
    for (const one of [membership, evaluation, projector]) await one.end('SIGKILL');
    await world.close();
    for (const disk of [disks.data, disks.wal]) disk.unmount();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('of the tables: commands are turned away in plain words, read models wait, and all goes on once there is room', async () => {
    await loadWhile(async () => {
      disks.data.fill();
      await untilTurnedAway(5);
      await until('the read models to be tried again', () =>
        Promise.resolve(linesOf(/ tries again: .*No space left on device/g) > 0 || undefined),
      );
      const [used, tries, since] = [secondsUsed(projector.pid), linesOf(/ tries again: /g), Date.now()];
      await untilTurnedAway(10);
      const seconds = (Date.now() - since) / 1000;
      expect(secondsUsed(projector.pid) - used).toBeLessThan(0.5 + seconds / 4);
      expect(linesOf(/ tries again: /g) - tries).toBeLessThan(10 + 10 * seconds);
      disks.data.free();
    });
    await expectNothingLost();
  }, 180_000);

  it('of the write-ahead log: PostgreSQL ends, and once there is room and it runs again all goes on', async () => {
    await loadWhile(async () => {
      disks.wal.fill();
      await until('PostgreSQL to need the next file of its log', () =>
        world.pool.query('SELECT pg_switch_wal()').then(
          () => undefined,
          () => true,
        ),
      );
      await untilTurnedAway(5);
      disks.wal.free();
      await world.restartPostgres();
    });
    await expectNothingLost();
  }, 180_000);
});
