import { MONTHS, startOf } from './calendar.js';
import { chanceOf } from './chance.js';
import { found, foundChapter } from './founding.js';
import { createLedgerBook } from './ledger-book.js';
import type { SimulatedEvent } from './ledger-book.js';
import { membersOf } from './members.js';
import { monthOfMembers, openingOf } from './member-life.js';
import { flawOf, nationOf } from './nation.js';
import type { Simulation } from './nation.js';
import { firstOfficers, monthOfPosts, postsOf } from './post-life.js';
import { monthOfPeriods, monthOfProvince, monthOfReports } from './report-life.js';
import { monthOfScores } from './score-life.js';
import { monthOfTraining } from './training-life.js';
import { worldOf } from './world.js';

/**
 * Five years of a union of this size, in the order of recording: the map, and month by month the papers of the centre, of
 * the provinces and of each commune's chapters. A dozen bytes are kept for each member and nothing for each event. The
 * same simulation gives the same events.
 * @throws RangeError for a size or seed that cannot be simulated
 */
export function* historyOf(simulation: Simulation): Generator<readonly SimulatedEvent[]> {
  const flaw = flawOf(simulation);
  if (flaw !== undefined) throw new RangeError(flaw);
  const nation = nationOf(simulation);
  const chance = chanceOf(simulation.seed);
  const book = createLedgerBook(chance);
  const world = worldOf(nation, chance, book);
  const life = { world, members: membersOf(nation) };
  const posts = postsOf(nation);
  found(world, simulation);
  yield book.take();
  for (let month = 0; month < MONTHS; month += 1) {
    const start = startOf(month);
    const length = startOf(month + 1) - start;
    book.request(start + 0.4, 'central-officer', 1);
    monthOfPeriods(world, start, month);
    for (let province = 0; province < nation.provinces; province += 1) {
      book.request(start + 0.5 + (0.4 * province) / nation.provinces, 'province-verifier', province);
      monthOfProvince(world, province, start, month);
      monthOfTraining(life, posts, province, start, month);
    }
    yield book.take();
    for (let nth = 0; nth < nation.communes; nth += 1) {
      const commune = communeOfTurn(nth, nation.communes, month);
      // The sheaves of the communes arrive one after another, until the month is nearly over.
      const time = start + 1 + ((length - 1.5) * nth) / nation.communes;
      const today = Math.floor(time);
      const end = nation.firstChapterOf(commune + 1);
      for (let chapter = nation.firstChapterOf(commune); chapter < end; chapter += 1) {
        book.request(time, 'commune-cadre', commune);
        if (month === 0) {
          foundChapter(world, chapter);
          openingOf(life, chapter);
          firstOfficers(life, posts, chapter);
        }
        monthOfPosts(life, posts, chapter, today, month);
        monthOfReports(world, chapter, today, month, nation.atFirstIn(chapter));
        monthOfScores(world, chapter, today, month);
        monthOfMembers(life, chapter, today, month);
        yield book.take();
      }
    }
  }
}

/** Communes take turns in another order each month. */
const communeOfTurn = (nth: number, communes: number, month: number): number =>
  (nth + Math.floor((month * communes) / 7)) % communes;

/** About how many events it will be, to tell how far it is. */
export const eventsExpected = ({ members }: Simulation): number => Math.round(members * 11.6);
