import { randomUUID } from 'node:crypto';
import { BEGINNING } from '@sohoi/event-store';
import type { Position, RecordedEvent } from '@sohoi/event-store';
import type { Bench } from '../../../infra/bench/bench.js';
import { admission, byCallers, openWorkplace, rateOf } from './workload.js';

const ROUNDS = 9;
const PAGE = 200;
const EVENTS = 2000;
const PAGES = 40;

export const openPage: Bench = {
  name: 'read a page of 200 admissions and open its 1000 sealed fields',
  unit: 'pages/s',
  reach: 0.12,
  against: 'reading the page as it is kept',
  run: async ({ url, progress }) => {
    const { log, sealing, sealer, close } = await openWorkplace(url);
    await byCallers(64, EVENTS, () => {
      const memberId = randomUUID();
      return sealing.append(`member-${memberId}`, 0, [admission(memberId)]);
    });
    const positions: Position[] = [];
    for await (const batch of log.readAll(BEGINNING)) positions.push(...batch.map(({ position }) => position));
    const page = (n: number): Promise<readonly RecordedEvent[]> => {
      const start = (n * PAGE) % EVENTS;
      return log.readAt(positions.slice(start, start + PAGE));
    };
    const read = async (): Promise<void> => {
      for (let n = 0; n < PAGES; n += 1) await page(n);
    };
    const open = async (): Promise<void> => {
      for (let n = 0; n < PAGES; n += 1) {
        const [first] = await sealer.openEvents(await page(n), { sensitive: true });
        if (!JSON.stringify(first).includes('Nguyễn Thị Hội Viên')) throw new Error('the page was not opened');
      }
    };
    await read();
    await open();
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await rateOf(PAGES, read));
      ours.push(await rateOf(PAGES, open));
    }
    await close();
    return { ours, yardstick };
  },
};
