export { migrateReadings } from './migrate-readings.js';
export { createReadings } from './readings.js';
export type { Reading, Readings } from './readings.js';
