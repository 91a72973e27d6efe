export { chanceOf } from './chance.js';
export type { Chance } from './chance.js';
export { historyOf } from './history.js';
export { CENTRAL, CHAPTER_RUBRIC, CLUSTER, CLUSTER_RUBRIC, founding, idOf, mapOf, PERIODS } from './organisation.js';
export { given } from './story.js';
export type { Story } from './story.js';
export type { Shape } from './organisation.js';
