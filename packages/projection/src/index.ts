export { labelOf, tableNamer } from './projection.js';
export type { Projection, ProjectionTable, TableNamer, Writer } from './projection.js';
