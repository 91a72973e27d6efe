export {
  allCheckpoints,
  AnotherKey,
  checkpointOver,
  lastCheckpoint,
  logKey,
  signTree,
  WouldFork,
} from './checkpoints.js';
export type { SignedCheckpoint } from './checkpoints.js';
export { cosignedSize, keepCosignature } from './cosignatures.js';
export { leafAt } from './leaf-at.js';
export type { PositionsInOrder } from './leaf-at.js';
export { migrateLedger } from './migrate-ledger.js';
export { keptSize, NoSuchTile, saveTiles, tileAt, tilesIn, TreeDiffers, unfinishedIn } from './tiles.js';
export type { KeptTile, Queries } from './tiles.js';
