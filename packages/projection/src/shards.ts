import type { Projection, Shard } from './projection.js';

/** More would read the log more often than they save in writing. */
export const MAX_SHARDS = 16;

/** `chapter-strength` of `chapter-strength/2-of-3`, and of itself: what queries read, and people speak of. */
export const setOf = (name: string): string => name.split('/', 1)[0] ?? name;

const SHARD = /^[^/]+\/(\d+)-of-(\d+)$/;

/** The shard that a name names; undefined: it is the name of a whole. */
export const shardIn = (name: string): Shard | undefined => {
  const [, index, of] = SHARD.exec(name) ?? [];
  return index === undefined || of === undefined ? undefined : { index: Number(index), of: Number(of) };
};

/** One shard of a projection: a projection of its own, but for the views, which show all shards of a set together. */
export const shardOf = (projection: Projection, shard: Shard): Projection => {
  const { name, version, tables, openShard } = projection;
  if (!openShard) throw new Error(`${name} cannot be cut into shards`);
  return { name: `${setOf(name)}/${shard.index}-of-${shard.of}`, version, tables, shard, open: openShard(shard) };
};

/** All shards of a set; the projection itself if it is not cut. */
export const shardsOf = (projection: Projection, of: number | undefined): readonly Projection[] =>
  of === undefined ? [projection] : Array.from({ length: of }, (_, i) => shardOf(projection, { index: i + 1, of }));

/** The projection of this name, which may be that of a shard; undefined if this program has none. */
export const projectionNamed = (projections: readonly Projection[], name: string): Projection | undefined => {
  const projection = projections.find((one) => one.name === setOf(name));
  const shard = shardIn(name);
  if (!shard) return projection;
  return projection?.openShard && shardOf(projection, shard);
};
