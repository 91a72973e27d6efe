import { setTimeout as delay } from 'node:timers/promises';
import { runningDatabase } from '@sohoi/demo-identity';
import { askProjector, buildsOf, NobodyAnswers, RebuildRefused } from '@sohoi/projection';
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
    await ask(pool, name, options.acceptDifferences ? 'accept' : 'rebuild', signal);
    const progress = progressLine(process.stderr, 'events');
    try {
      for (;;) {
        const builds = await buildsOf(pool, name);
        const next = builds.at(-1);
        if (!next || builds.length < 2) throw new CliError(`the second build of ${name} was dropped`, EXIT_REFUSED);
        if (next.state === 'differs') throw new CliError(differing(name, next), EXIT_REFUSED);
        if (next.state !== 'building') return switched(name, next);
        progress.at(next.events, builds.find(({ live }) => live)?.events ?? 0);
        if (signal.aborted)
          throw new CliError(`the projector goes on with ${name}; call it again to follow`, EXIT_REFUSED);
        await delay(LOOK, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      progress.end();
    }
  });

const switched = (name: string, { events, differences }: BuildStatus): string => {
  const found = differences.length === 0 ? 'equal to the one before' : 'with the differences that were accepted';
  return `${name} was built again from ${events} events, ${found}; queries see it. The one before is kept: \`sohoi projection rollback ${name}\` shows it again, \`sohoi projection drop ${name}\` removes it`;
};

const differing = (name: string, { differences }: BuildStatus): string => {
  const told = differences.map(({ table: where, onlyLive, onlyNew, first }) =>
    where === null
      ? 'the live build stands at an event that this log does not have'
      : `${where}: ${onlyLive} rows only in the live one, ${onlyNew} only in the new one, first ${JSON.stringify(first)}`,
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
    await ask(pool, name, 'skip', undefined, { position, reason });
    return `${name} passes over the event at ${position}, here and in all later builds; the log says so`;
  });
const MAX_REASON = 500;

/** Removes the build that is not shown. */
export const dropBuild = (name: string, options: ProjectionOptions, env: Env): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    await ask(pool, name, 'drop');
    return `${name}: the build that was not shown is removed`;
  });

/** The builds of a projection, oldest first. */
export const listBuilds = (name: string, options: ProjectionOptions, env: Env): Promise<string> =>
  withDatabase(options, env, async (pool) => {
    const builds = await buildsOf(pool, name);
    if (builds.length === 0) throw new CliError(WORDS['no such projection'](name), EXIT_REFUSED);
    return table(
      ['BUILD', 'SHOWN', 'STATE', 'POSITION', 'EVENTS'],
      builds.map(({ build, live, state, position, events }) => [
        String(build),
        live ? 'yes' : 'no',
        state,
        position || '(beginning)',
        String(events),
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
  'the projector may not write to the log': () =>
    'the login of the projector may not append to the log, so the decision cannot be recorded: run it once with one that may',
};

const ask = async (
  pool: Pool,
  name: string,
  what: RequestKind,
  signal?: AbortSignal,
  skip?: SkipWish,
): Promise<void> => {
  try {
    await askProjector(pool, name, what, { ...(signal && { signal }), ...(skip && { skip }) });
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
