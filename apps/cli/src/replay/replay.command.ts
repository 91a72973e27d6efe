import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runningDatabase } from '@sohoi/demo-identity';
import type { Rubric } from '@sohoi/evaluation/events';
import { ExportFailed, ExportStopped, mustTakeFile, mustTakeFolder, writeFolder, writeParquet } from '@sohoi/exports';
import type { Format, Row, Stamp } from '@sohoi/exports';
import {
  bodies,
  maskedRubric,
  NoSuchPeriod,
  periodFor,
  replayLog,
  ReplayStopped,
  START,
  twoFolds,
} from '@sohoi/replay';
import type { Body, Place, TwoFolds } from '@sohoi/replay';
import { createFileMasterKeys, openVault } from '@sohoi/sealing';
import { countMasked } from '@sohoi/standings-past';
import { compare, summaryOf } from '@sohoi/what-if';
import type { Compared } from '@sohoi/what-if';
import { Pool } from 'pg';
import { CliError, dataDirOfConnection, EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from '../ledger-client.js';
import { isLogAddress, openLog } from '../opened-log.js';
import { progressLine } from '../progress-line.js';
import { inWordsOfVault } from '../rotate-keys.command.js';
import { askedMoment } from './asked-moment.js';
import { resultSchema, rowOf, WATERMARK } from './result.js';
import { rubricInFile } from './rubric-file.js';
import { load, save, savedPath } from './saved-folds.js';
import { told } from './told.js';

export type ReplayOptions = {
  readonly data?: string | undefined;
  readonly database?: string | undefined;
  readonly log?: string | undefined;
  readonly keys?: string | undefined;
  readonly rubric?: string | undefined;
  readonly of?: Body | undefined;
  readonly asOf?: string | undefined;
  readonly validAt?: string | undefined;
  readonly period?: string | undefined;
  readonly unit?: string | undefined;
  readonly out?: string | undefined;
  readonly format?: Format | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

const LOG = 'the log';

/**
 * Folds the log in memory, as it was and as it is supposed to have been, and compares both results of one period. Nothing is
 * written but the result; names of persons are not read.
 */
export const replay = async (options: ReplayOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const { out, format = 'parquet' } = options;
  const dataDir = dataDirOfConnection(options, env);
  const database = options.database ?? env['DATABASE_URL'] ?? runningDatabase(dataDir);
  if (!database) {
    throw new CliError(
      `no ledger is running on the data folder ${dataDir}: start one, or give --database`,
      EXIT_UNREACHABLE,
    );
  }
  const address = options.log ?? (env['EVENT_STORE'] || database);
  if (!isLogAddress(address)) throw new CliError(`${LOG} is no address of a log: postgres://… or esdb://…`, EXIT_USAGE);
  const rubric = options.rubric === undefined ? null : await rubricInFile(options.rubric);
  const body = bodyFor(options.of, rubric);
  if (out !== undefined) await (isFile(out) ? mustTakeFile(out) : mustTakeFolder(out)).catch(inWords);

  const pool = new Pool({ connectionString: database, max: 2, keepAlive: true, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => undefined);
  const log = openLog(address, LOG);
  const progress = progressLine(process.stderr, 'events');
  try {
    const head = await log.store.head();
    const { isBeyond, validAt } = await askedMoment(options, head, log.store);
    const keys = createFileMasterKeys(options.keys ?? env['KEYS_FOLDER'] ?? join(dataDir, 'keys'));
    const { sealer } = await openVault(pool, keys, []).catch((error: unknown) => {
      throw inWordsOfVault(error);
    });
    const lift = countMasked(sealer.masker);
    const folds = twoFolds(body, { rubric: rubric && maskedRubric(rubric, lift), validAt });
    const names = new Map<string, string>();
    const { asOf, unit } = options;
    const of = sha256(JSON.stringify({ body, rubric, asOf: asOf ?? null, validAt }));
    const saved = out === undefined ? undefined : savedPath(out);
    const { from, until } = (saved === undefined ? undefined : await load(saved, of, names, folds)) ?? {
      from: START,
      until: head,
    };
    if (from !== START) await sameLog(log.store, from, saved ?? '');
    const total = await log.count();
    const isPast = (event: { readonly position: string; readonly recordedAt: string }): boolean =>
      isBeyond(event) || event.position > until;
    const onEvents = (events: number): void => progress.at(events, total);
    const place = await replayLog(from, { store: log.store, lift, isBeyond: isPast, folds, names, signal, onEvents });
    progress.end();
    const keep = (): Promise<void> => save(saved ?? '', of, { from: place, until }, names, folds);
    if (signal.aborted) throw await stopped(saved, keep, place);
    if (place.events === 0) throw new CliError('nothing was recorded by then', EXIT_USAGE);

    const unitId = unit ?? null;
    const keepOnWrong = async (error: unknown): Promise<never> => {
      // The same command with another unit or period goes on from what was folded.
      if (saved !== undefined) await keep();
      throw error;
    };
    const { code, compared } = await comparedIn(folds, body, names, { unitId, period: options.period }).catch(
      keepOnWrong,
    );
    const lines = [told({ periodCode: code, place, summary: summaryOf(compared), compared, names, rubric })];
    if (out !== undefined) {
      const stamp = stampOf({ body, place, validAt, unitId, code, rubric });
      await write(out, format, rowsOf(body, code, names, compared), stamp, signal).catch(async (error: unknown) => {
        throw error instanceof ExportStopped ? await stopped(saved, keep, place) : error;
      });
      await rm(savedPath(out), { force: true });
      lines.push('', `${out}: ${compared.length} ${WATERMARK}`);
    }
    return lines.join('\n');
  } catch (error) {
    throw error instanceof ReplayStopped ? new CliError(error.message, EXIT_REFUSED) : log.words(error);
  } finally {
    progress.end();
    await Promise.all([log.close(), pool.end()]);
  }
};

type Chosen = { readonly unitId: string | null; readonly period: string | undefined };

/** @throws CliError for a unit or a period that is none, or of which nobody is rated */
const comparedIn = async (
  folds: TwoFolds,
  body: Body,
  names: ReadonlyMap<string, string>,
  { unitId, period }: Chosen,
): Promise<{ readonly code: string; readonly compared: readonly Compared[] }> => {
  if (unitId !== null && !names.has(unitId)) {
    throw new CliError(`--unit ${unitId}: there is no such unit by then`, EXIT_USAGE);
  }
  const { periodId, code } = periodIn(folds, period);
  const compared = compare(folds.official(periodId, unitId), folds.simulated(periodId, unitId));
  if (compared.length > 0) return { code, compared };
  throw new CliError(`no ${body}${unitId === null ? '' : ` of ${unitId}`} is rated in ${code}`, EXIT_REFUSED);
};

const periodIn = (...[folds, asked]: Parameters<typeof periodFor>): ReturnType<typeof periodFor> => {
  try {
    return periodFor(folds, asked);
  } catch (error) {
    if (!(error instanceof NoSuchPeriod)) throw error;
    throw new CliError(asked === undefined ? error.message : `--period ${asked}: ${error.message}`, EXIT_USAGE);
  }
};

const bodyFor = (of: Body | undefined, rubric: Rubric | null): Body => {
  const applies = rubric?.appliesTo;
  if (of !== undefined && applies !== undefined && of !== applies) {
    throw new CliError(`--of ${of}: the rubric is one of another level, appliesTo is ${applies}`, EXIT_USAGE);
  }
  return of ?? applies ?? bodies[0];
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const sameLog = async (
  store: { readAt(positions: readonly string[]): Promise<readonly { readonly id: string }[]> },
  { position, eventId }: Place,
  path: string,
): Promise<void> => {
  const [event] = await store.readAt([position]);
  if (event?.id !== eventId)
    throw new CliError(`${path} is of another log: remove it, and the replay begins anew`, EXIT_REFUSED);
};

const stopped = async (saved: string | undefined, keep: () => Promise<void>, { events }: Place): Promise<CliError> => {
  if (saved === undefined)
    return new CliError(`stopped after ${events} events; with --out it could go on`, EXIT_REFUSED);
  await keep();
  return new CliError(`stopped after ${events} events: the same command goes on from ${saved}`, EXIT_REFUSED);
};

const isFile = (out: string): boolean => out.endsWith('.parquet');

async function* rowsOf(
  body: Body,
  code: string,
  names: ReadonlyMap<string, string>,
  compared: readonly Compared[],
): AsyncGenerator<readonly Row[]> {
  for (let n = 0; n < compared.length; n += 1000) {
    yield compared.slice(n, n + 1000).map((one) => rowOf(body, code, names, one));
  }
}

type Stamped = {
  readonly body: Body;
  readonly place: Place;
  readonly validAt: string | null;
  readonly unitId: string | null;
  readonly code: string;
  readonly rubric: Rubric | null;
};

const stampOf = ({ body, place, validAt, unitId, code, rubric }: Stamped): Stamp => ({
  ...{ status: WATERMARK, body, period: code, events: String(place.events) },
  ...{ as_of_position: place.position, as_of_event: place.eventId, as_of_recorded_at: place.recordedAt },
  ...(validAt !== null && { valid_at: validAt }),
  ...(unitId !== null && { unit: unitId }),
  ...(rubric && { rubric: rubric.name, rubric_sha256: sha256(JSON.stringify(rubric)) }),
});

const write = async (
  out: string,
  format: Format,
  rows: AsyncGenerator<readonly Row[]>,
  stamp: Stamp,
  signal: AbortSignal,
): Promise<void> => {
  const table = { schema: resultSchema, rows };
  await (
    isFile(out)
      ? writeParquet(out, table, stamp, { signal })
      : writeFolder(out, format, [table], () => Promise.resolve(stamp), { signal })
  ).catch(inWords);
};

const inWords = (error: unknown): never => {
  throw error instanceof ExportFailed ? new CliError(error.message, EXIT_REFUSED) : error;
};
