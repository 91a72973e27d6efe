export { compare, summaryOf } from './compare.js';
export type { Compared, Move, Scored, Summary } from './compare.js';
export { otherwise } from './otherwise.js';
export type { Otherwise, Supposed } from './otherwise.js';
export { chaptersScored, unitsScored } from './scored.js';
