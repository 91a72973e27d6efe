import type { PostEvent } from '@sohoi/organization/events';
import { dateOf } from './calendar.js';
import { KIND, share } from './chance.js';
import { fullName, memberId } from './members.js';
import { towardsTheParty } from './member-life.js';
import type { Life } from './member-life.js';
import { OFFICERS } from './nation.js';
import type { Nation } from './nation.js';
import { ABOUT, dayBefore, ofChapter } from './world.js';

/** Which of the women kept for posts holds each chapter's two posts, and what must be known of the holding. */
export type Posts = {
  readonly head: Holders;
  readonly deputy: Holders;
};
type Holders = {
  readonly post: 'chapterHead' | 'chapterDeputy';
  /** 0 for the first, and so on: every other of the chapter's officers. */
  readonly holder: Uint8Array;
  readonly since: Uint16Array;
  readonly allowance: Uint8Array;
};

const holders = (post: Holders['post'], chapters: number): Holders => ({
  post,
  holder: new Uint8Array(chapters),
  since: new Uint16Array(chapters),
  allowance: new Uint8Array(chapters),
});

export const postsOf = ({ chapters }: Nation): Posts => ({
  head: holders('chapterHead', chapters),
  deputy: holders('chapterDeputy', chapters),
});

const MOST = OFFICERS / 2;

/** The number of the member who holds the post. */
export const holderOf = ({ world }: Life, { post, holder }: Holders, chapter: number): number =>
  world.nation.firstMemberOf(chapter) + (holder[chapter] ?? 0) * 2 + (post === 'chapterHead' ? 0 : 1);

const isPartyMember = ({ world }: Life, n: number): boolean => share(world.chance.about(n, ABOUT.joining)) < 0.4;

const holdingOf = (life: Life, posts: Holders, chapter: number) => {
  const { world } = life;
  const n = holderOf(life, posts, chapter);
  const { chapterId, unitId } = ofChapter(world, chapter);
  const holdingId = world.chance.id(KIND.holding, n);
  const body = { kind: 'chapter' as const, id: chapterId };
  return { holdingId, body, unitId, personId: memberId(world, n), post: posts.post };
};

const write = ({ world }: Life, chapter: number, event: PostEvent): void =>
  world.book.write(`chapter-${world.chapterId(chapter)}`, event);

const elect = (life: Life, posts: Holders, chapter: number, day: number): void => {
  const n = holderOf(life, posts, chapter);
  posts.since[chapter] = day;
  posts.allowance[chapter] = 0;
  const data = {
    ...holdingOf(life, posts, chapter),
    fullName: fullName(life.world, n),
    partyMember: isPartyMember(life, n),
    gender: 'female' as const,
    at: dateOf(day),
  };
  write(life, chapter, { type: 'PostHolderElected', data });
};

/** Head and deputy of a chapter, when the book is opened. */
export const firstOfficers = (life: Life, { head, deputy }: Posts, chapter: number): void => {
  elect(life, head, chapter, 0);
  elect(life, deputy, chapter, 0);
};

/** Of those in post in a month: a successor, an allowance for the head, a head introduced to the Party. */
export const monthOfPosts = (
  life: Life,
  { head, deputy }: Posts,
  chapter: number,
  today: number,
  month: number,
): void => {
  const bits = life.world.chance.about(chapter, ABOUT.chapter + month);
  const roll = share(bits);
  if (roll < 0.01) succeed(life, head, chapter, today, bits);
  else if (roll < 0.02) succeed(life, deputy, chapter, today, bits);
  else if (roll < 0.12 && head.allowance[chapter] === 0) grant(life, head, chapter, today, bits);
  else if (roll > 0.97) {
    const n = holderOf(life, head, chapter);
    if (!isPartyMember(life, n)) towardsTheParty(life, n, today, bits, true);
  }
};

const succeed = (life: Life, posts: Holders, chapter: number, today: number, bits: number): void => {
  const holder = posts.holder[chapter] ?? 0;
  if (holder + 1 >= MOST) return;
  const n = holderOf(life, posts, chapter);
  const day = dayBefore(today, bits, posts.since[chapter] ?? 0);
  const data = {
    ...holdingOf(life, posts, chapter),
    partyMember: isPartyMember(life, n),
    hadAllowance: posts.allowance[chapter] === 1,
    reason: 'Thôi giữ chức theo nguyện vọng',
    at: dateOf(day),
  };
  write(life, chapter, { type: 'PostHolderRelieved', data });
  posts.holder[chapter] = holder + 1;
  elect(life, posts, chapter, day);
};

const grant = (life: Life, posts: Holders, chapter: number, today: number, bits: number): void => {
  const day = dayBefore(today, bits, posts.since[chapter] ?? 0);
  posts.allowance[chapter] = 1;
  // Nobody is relieved on a day before it began.
  posts.since[chapter] = day;
  const allowance = { amount: 200_000 + (bits % 8) * 50_000, source: 'localBudget' as const };
  write(life, chapter, {
    type: 'AllowanceGranted',
    data: { ...holdingOf(life, posts, chapter), ...allowance, at: dateOf(day) },
  });
};
