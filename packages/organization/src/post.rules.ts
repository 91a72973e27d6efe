import type { Body, Post } from './body.js';

/** Who may hold what: posts of a unit and posts of a chapter. */
export const postsOf: { readonly [K in Body['kind']]: readonly Post[] } = {
  unit: ['chair', 'viceChair', 'specialisedOfficer'],
  chapter: ['chapterHead', 'chapterDeputy'],
};

/** Posts that only one person holds at a time. */
export const singlePosts: readonly Post[] = ['chair', 'chapterHead'];

/** Persons in the posts of one body at a time, at most: all of them can be relieved in one append. */
export const MAX_POST_HOLDERS = 500;

/** Why a command about a post is refused; dates are `yyyy-mm-dd`. */
export type PostRejection =
  | { readonly code: 'PostNotInBody'; readonly post: Post; readonly bodyKind: Body['kind'] }
  | { readonly code: 'PostTaken'; readonly post: Post; readonly holdingId: string; readonly since: string }
  /** The predecessor was relieved only later. */
  | { readonly code: 'BeforeVacancy'; readonly post: Post; readonly vacantSince: string }
  | { readonly code: 'AlreadyInPost'; readonly post: Post; readonly holdingId: string }
  | { readonly code: 'HoldingIdTaken'; readonly holdingId: string }
  | { readonly code: 'TooManyPostHolders'; readonly limit: number }
  | { readonly code: 'PostHolderNotFound'; readonly holdingId: string }
  | { readonly code: 'PostHolderIsRelieved'; readonly relievedAt: string }
  | { readonly code: 'BeforeTakingOffice'; readonly since: string }
  | { readonly code: 'NoAllowance' }
  | { readonly code: 'BeforeAllowance'; readonly grantedAt: string }
  | { readonly code: 'BeforeAllowanceStop'; readonly stoppedAt: string };
