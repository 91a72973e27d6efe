import { record, reject } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { ChapterCommand, ChapterCommandOf } from './chapter.commands.js';
import { chapterEvents } from './chapter.events.js';
import type { ChapterEvent } from './chapter.events.js';
import type { ChapterRejection } from './chapter.rules.js';
import { decidePost, evolveHoldings, relieveAll } from './post.decider.js';
import type { BodyOfPosts, Holdings } from './post.decider.js';

type Established = Extract<ChapterEvent, { type: 'ChapterEstablished' }>['data'];

/** absent --ChapterEstablished--> active --ChapterClosed--> closed, for good. */
export type ChapterState =
  | { readonly status: 'absent' }
  | { readonly status: 'active'; readonly chapter: Chapter }
  | { readonly status: 'closed'; readonly chapter: Chapter; readonly closedAt: string };

export type Chapter = {
  /** As it was established. */
  readonly established: Established;
  /** Day to women aged 18 and over. */
  readonly women: { readonly [at: string]: number };
  readonly holdings: Holdings;
};

type Decided = Decision<ChapterEvent, ChapterRejection>;

const decide = (command: ChapterCommand, state: ChapterState): Decided => {
  if (command.type === 'EstablishChapter') return establish(command, state);
  if (state.status === 'absent') return reject({ code: 'ChapterNotEstablished' });
  if (state.status === 'closed' && command.type !== 'CorrectPostHolderName') {
    const { closedAt } = state;
    return command.type === 'CloseChapter' ? record() : reject({ code: 'ChapterIsClosed', closedAt });
  }
  const { chapter } = state;
  const { unitId, at: establishedAt } = chapter.established;
  if (command.data.at < establishedAt) return reject({ code: 'BeforeEstablishment', establishedAt });
  switch (command.type) {
    case 'CloseChapter': {
      const { chapterId, reason, at } = command.data;
      const posts = relieveAll(postsOfChapter(chapter), command.data);
      if (!posts.ok) return posts;
      return record<ChapterEvent>(...posts.events, { type: 'ChapterClosed', data: { chapterId, unitId, reason, at } });
    }
    case 'CountWomen': {
      const { chapterId, count, source, at } = command.data;
      if (chapter.women[at] === count) return record();
      return record({ type: 'ChapterWomenCounted', data: { chapterId, unitId, count, source, at } });
    }
    default:
      return decidePost(command, postsOfChapter(chapter));
  }
};

const postsOfChapter = ({ established: { chapterId, unitId }, holdings }: Chapter): BodyOfPosts => ({
  body: { kind: 'chapter', id: chapterId },
  unitId,
  holdings,
});

const establish = ({ data }: ChapterCommandOf<'EstablishChapter'>, state: ChapterState): Decided => {
  const { chapterId, unitId, unitLevel, unitDissolvedAt, name, basis, decision, at } = data;
  if (state.status !== 'absent') {
    const first = state.chapter.established;
    const again = first.unitId === unitId && first.name === name && first.basis === basis && first.at === at;
    return again ? record() : reject({ code: 'ChapterAlreadyEstablished', establishedAt: first.at });
  }
  if (unitLevel !== 'commune') return reject({ code: 'ChapterOutsideCommune', unitLevel });
  if (unitDissolvedAt && at >= unitDissolvedAt) {
    return reject({ code: 'ParentIsDissolved', dissolvedAt: unitDissolvedAt });
  }
  return record({ type: 'ChapterEstablished', data: { chapterId, unitId, name, basis, decision, at } });
};

const evolve = (state: ChapterState, event: ChapterEvent): ChapterState => {
  if (event.type === 'ChapterEstablished') {
    return { status: 'active', chapter: { established: event.data, women: {}, holdings: {} } };
  }
  if (state.status === 'absent') return state;
  const { chapter } = state;
  switch (event.type) {
    case 'ChapterClosed':
      return { status: 'closed', chapter, closedAt: event.data.at };
    case 'ChapterWomenCounted':
      return { ...state, chapter: { ...chapter, women: { ...chapter.women, [event.data.at]: event.data.count } } };
    default:
      return { ...state, chapter: { ...chapter, holdings: evolveHoldings(chapter.holdings, event) } };
  }
};

/** A chapter belongs to one commune and has one head at a time. */
export const chapter: Decider<ChapterState, ChapterCommand, ChapterEvent, ChapterRejection> = {
  initial: { status: 'absent' },
  decide,
  evolve,
};

export const chapterStream = { category: 'chapter', catalog: chapterEvents, decider: chapter } as const;
