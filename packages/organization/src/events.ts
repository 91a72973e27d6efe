import type { EventCatalog, EventOf } from '@sohoi/decider';
import { chapterEvents } from './chapter.events.js';
import { groupEvents } from './group.events.js';
import { unitEvents } from './unit.events.js';

export { body, post, unitLevel } from './body.js';
export type { Body, Post, UnitLevel } from './body.js';
export { chapterBasis, chapterEvents } from './chapter.events.js';
export type { ChapterBasis, ChapterEvent } from './chapter.events.js';
export { groupEvents } from './group.events.js';
export type { GroupEvent } from './group.events.js';
export { postEvents } from './post.events.js';
export type { PostEvent } from './post.events.js';
export { unitEvents } from './unit.events.js';
export type { UnitEvent } from './unit.events.js';

/** Every event of the context, of whatever stream. */
export const organizationEvents = { ...unitEvents, ...chapterEvents, ...groupEvents } as const satisfies EventCatalog;
export type OrganizationEvent = EventOf<typeof organizationEvents>;
