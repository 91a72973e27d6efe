import { setTimeout as delay } from 'node:timers/promises';
import { runningDatabase } from '@sohoi/demo-identity';
import { askProjector, buildsOf, MAX_SHARDS, NobodyAnswers, RebuildRefused, shardIn } from '@sohoi/projection';
import type { BuildStatus, RebuildRefusal, RequestKind, SkipWish } from '@sohoi/projection';
import { Pool } from 'pg';
import { databaseWords } from './database-words.js';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from './ledger-client.js';
import { progressLine } from './progress-line.js';
import { table } from './table.js';

export type ProjectionOptions = {
  /** Data folder of the standalone, for its database. */
  readonly data?: string | undefined;
  /** Connection string; absent: the database of the data folder. */
  readonly database?: string | undefined;
  readonly acceptDifferences?: boolean | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

/** Milliseconds between looks at a build. */
const LOOK = 250;

/**
 * Has the projector build the projection again beside the live one, and follows it until queries see it. Cut short, the
 * projector goes on; called again, this follows it again.
 */
export const rebuildProjection = (
  name: string,
  options: ProjectionOptions,
  env: Env,
  signal: AbortSignal,
): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    await ask(pool, name, options.acceptDifferences ? 'accept' : 'rebuild', { signal });
    return followed(pool, name, signal, (builds) => {
      const next = newest(builds);
      if (!next.some((one) => builds.some((other) => other !== one && other.name === one.name))) {
        throw new CliError(`the second build of ${name} was dropped`, EXIT_REFUSED);
      }
      const building = next.filter(({ state }) => state === 'building');
      if (building.length > 0) return building;
      const different = next.filter(({ state }) => state === 'differs');
      if (different.length > 0) throw new CliError(differing(name, different), EXIT_REFUSED);
      return switched(name, next);
    });
  });

/** Looks until there is something to say; till then shows how far those have come that are being built. */
const followed = async (
  pool: Pool,
  name: string,
  signal: AbortSignal,
  look: (builds: readonly BuildStatus[]) => string | readonly BuildStatus[],
): Promise<string> => {
  const progress = progressLine(process.stderr, 'events');
  try {
    for (;;) {
      const builds = await buildsOf(pool, name);
      if (signal.aborted)
        throw new CliError(`the projector goes on with ${name}; call it again to follow`, EXIT_REFUSED);
      const found = look(builds);
      if (typeof found === 'string') return found;
      const seen = builds.filter(({ live }) => live).map(({ events }) => events);
      progress.at(Math.min(...found.map(({ events }) => events)), Math.max(...seen));
      await delay(LOOK, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    progress.end();
  }
};

/** The last build of the whole, or of each shard. */
const newest = (builds: readonly BuildStatus[]): readonly BuildStatus[] => [
  ...new Map(builds.map((build) => [build.name, build])).values(),
];

/**
 * Has the projector cut the projection into so many shards, beside what queries see, and follows it until they see
 * them. Cut short, the projector goes on; called again, this follows it again.
 */
export const cutProjection = (
  name: string,
  count: string,
  options: ProjectionOptions,
  env: Env,
  signal: AbortSignal,
): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    const shards = /^\d{1,4}$/.test(count) ? Number(count) : 0;
    if (shards < 1 || shards > MAX_SHARDS) throw new CliError(WORDS['no such number of shards'](name), EXIT_USAGE);
    await ask(pool, name, 'shards', { signal, shards });
    return followed(pool, name, signal, (builds) => {
      const set = builds.filter((build) => shardIn(build.name)?.of === shards);
      if (set.length === 0) throw new CliError(`the shards of ${name} were dropped`, EXIT_REFUSED);
      if (set.some(({ live }) => !live)) return set;
      return `${name} is cut into ${shards} ${shards === 1 ? 'shard' : 'shards'}; queries see them. What they saw before is kept: ${KEPT(name)}`;
    });
  });

const KEPT = (name: string): string =>
  `\`sohoi projection rollback ${name}\` shows it again, \`sohoi projection drop ${name}\` removes it`;

const switched = (name: string, builds: readonly BuildStatus[]): string => {
  const equal = builds.every(({ differences }) => differences.length === 0);
  const events = Math.max(...builds.map((build) => build.events));
  const found = equal ? 'equal to the one before' : 'with the differences that were accepted';
  return `${name} was built again from ${events} events, ${found}; queries see it. The one before is kept: ${KEPT(name)}`;
};

const differing = (name: string, builds: readonly BuildStatus[]): string => {
  const found = builds.flatMap((build) => build.differences.map((difference) => ({ ...difference, of: build.name })));
  const told = found.map(({ of, table: where, onlyLive, onlyNew, first }) =>
    where === null
      ? 'the live build stands at an event that this log does not have'
      : `${of === name ? where : `${where} of ${of}`}: ${onlyLive} rows only in the live one, ${onlyNew} only in the new one, first ${JSON.stringify(first)}`,
  );
  return `the new build of ${name} differs and is not shown (${told.join('; ')}): drop it, or rebuild with --accept-differences`;
};

/** Shows the build before again. */
export const rollBackProjection = (name: string, options: ProjectionOptions, env: Env): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    await ask(pool, name, 'rollback');
    return `${name}: queries see the build before again`;
  });

/** Has the projector pass over the event that stopped it, and the log keep that it was decided, why, and by which login. */
export const skipEvent = (
  name: string,
  options: ProjectionOptions & { readonly position: string; readonly reason: string },
  env: Env,
): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    const { position, reason } = options;
    if (reason.trim() === '' || reason.length > MAX_REASON) {
      throw new CliError(`--reason takes 1 to ${MAX_REASON} characters`, EXIT_USAGE);
    }
    if ((await buildsOf(pool, name)).length === 0) throw new CliError(WORDS['no such projection'](name), EXIT_REFUSED);
    await ask(pool, name, 'skip', { skip: { position, reason } });
    return `${name} passes over the event at ${position}, here and in all later builds; the log says so`;
  });
const MAX_REASON = 500;

/** Removes the build, or the set of shards, that is not shown. */
export const dropBuild = (name: string, options: ProjectionOptions, env: Env): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    await ask(pool, name, 'drop');
    return `${name}: what was not shown is removed`;
  });

/** The builds of a projection, shard by shard, oldest first. */
export const listBuilds = (name: string, options: ProjectionOptions, env: Env): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    const builds = await buildsOf(pool, name);
    if (builds.length === 0) throw new CliError(WORDS['no such projection'](name), EXIT_REFUSED);
    const cut = builds.some((build) => shardIn(build.name));
    const shardOf = (one: BuildStatus): string => {
      const shard = shardIn(one.name);
      return shard ? `${shard.index} of ${shard.of}` : '-';
    };
    return table(
      [...(cut ? ['SHARD'] : []), 'BUILD', 'SHOWN', 'STATE', 'POSITION', 'EVENTS'],
      builds.map((one) => [
        ...(cut ? [shardOf(one)] : []),
        String(one.build),
        one.live ? 'yes' : 'no',
        one.state,
        one.position || '(beginning)',
        String(one.events),
      ]),
    );
  });

const WORDS: Readonly<Record<RebuildRefusal, (name: string) => string>> = {
  'no such projection': (name) => `there is no projection ${name}: \`sohoi status\` lists them`,
  'the live version is another': (name) =>
    `${name} is shown in another version than the projector's: start the newer one`,
  'there is a second build': (name) =>
    `${name} has a second build already: \`sohoi projection drop ${name}\` removes the one that is not shown`,
  'there is no second build': (name) =>
    `${name} has one build only: \`sohoi projection rebuild ${name}\` makes another`,
  'the second build is not complete': (name) => `the second build of ${name} is not complete, or differs: drop it`,
  'the second build is behind': (name) => `the second build of ${name} has not read as far as the live one: try again`,
  'the projector could not do it': (name) =>
    `the projector could not do that to ${name}: its log says what was in the way`,
  'the projector may not write to the log': () =>
    'the login of the projector may not append to the log, so the decision cannot be recorded: run it once with one that may',
  'it is never built again': (name) => `${name} sends what it reads to others, and is never built again`,
  'it cannot be cut into shards': (name) => `${name} cannot be cut into shards: chapter-strength can`,
  'no such number of shards': (name) => `${name} can be cut into 1 to ${MAX_SHARDS} shards, given as a whole number`,
  'it has so many shards already': (name) => `${name} has so many shards already: \`sohoi projection builds ${name}\``,
};

type Wish = { readonly signal?: AbortSignal; readonly skip?: SkipWish; readonly shards?: number };

const ask = async (pool: Pool, name: string, what: RequestKind, wish: Wish = {}): Promise<void> => {
  const { skip } = wish;
  try {
    const onTaken = (): void => void process.stderr.write('the projector is at it, which may take a while\n');
    await askProjector(pool, name, what, { ...wish, onTaken });
  } catch (error) {
    if (error instanceof RebuildRefused) throw new CliError(WORDS[error.refusal](name), EXIT_REFUSED);
    if (error instanceof NobodyAnswers) {
      const why = skip
        ? `no projector has stopped ${name} before the event at ${skip.position}: \`sohoi status\` says where it stands`
        : 'no projector runs on this database: start the ledger, then call this again';
      throw new CliError(why, skip ? EXIT_REFUSED : EXIT_UNREACHABLE);
    }
    throw error;
  }
};

const withDatabase = async (
  options: ProjectionOptions,
  env: Env,
  work: (pool: Pool) => Promise<string>,
): Promise<string> => {
  const dataDir = dataDirOfConnection(options, env);
  const connectionString = options.database ?? env['DATABASE_URL'] ?? runningDatabase(dataDir);
  if (!connectionString) {
    const why = `no ledger is running on the data folder ${dataDir}: start one, or give --database`;
    throw new CliError(why, EXIT_UNREACHABLE);
  }
  const pool = new Pool({
    connectionString,
    max: 1,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'sohoi-cli',
  });
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '42P01' || code === '3F000') {
      throw new CliError('this database has no read models of this version: start the ledger on it once', EXIT_REFUSED);
    }
    throw databaseWords(error);
  } finally {
    await pool.end();
  }
};
