export type { Basis, Checkpoint, Moment } from './basis.js';
export { clusterReview } from './cluster-review.js';
export type { ClusterReview, ReviewedUnit } from './cluster-review.js';
export { communeStrength } from './commune-strength.js';
export type { CommuneStrength, RatedChapter } from './commune-strength.js';
export type { ScoredCriterion } from './criteria.js';
export type { BarChart, Block, Column, Facts, ReportDocument, Signatures, Table } from './document.js';
