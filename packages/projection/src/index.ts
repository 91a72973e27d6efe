export { checkpoints } from './checkpoints.js';
export type { Checkpoints, Waited } from './checkpoints.js';
export { labelOf, tableNamer } from './projection.js';
export type { Projection, ProjectionTable, TableNamer, Writer } from './projection.js';
export { installReadSchema, ReadSchemaTooNew } from './read-schema.js';
export type { ProjectionState } from './run-projection.js';
export { runProjections } from './run-projections.js';
export type { ProjectionStatus, RunningProjections, RunOptions } from './run-projections.js';
