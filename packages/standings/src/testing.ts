export { chanceOf } from './testing/chance.js';
export type { Chance } from './testing/chance.js';
export { historyOf } from './testing/history.js';
export {
  CENTRAL,
  CHAPTER_RUBRIC,
  CLUSTER,
  CLUSTER_RUBRIC,
  founding,
  idOf,
  mapOf,
  PERIODS,
} from './testing/organisation.js';
export { given } from './testing/story.js';
export type { Story } from './testing/story.js';
export type { Shape } from './testing/organisation.js';
