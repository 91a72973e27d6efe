import { id } from '@sohoi/fields';
import { Problem } from '@sohoi/nest';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { noResult } from './no-result.js';

/** Only results of that period, given by id or by code. */
export const ofPeriod = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, period: string | undefined): void => {
  if (period === undefined) return;
  if (id.safeParse(period).success) query.andWhere('result.periodId = :period', { period });
  else query.andWhere('result.periodCode = :period', { period });
};

/** Which of the results of an owner is asked for. */
export type Which = { readonly period?: string | undefined; readonly revision?: number | undefined };

/** The one result of an owner: of that period or the last one, in that revision or the one that counts. */
export const inPeriod = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>, { period, revision }: Which): void => {
  ofPeriod(query, period);
  if (revision === undefined) query.andWhere('result.current');
  else query.andWhere('result.revision = :revision', { revision });
  query.orderBy('result.periodCode', 'DESC').addOrderBy('result.periodId').limit(1);
};

/**
 * The result that is asked for; if there is none, what is wrong is said by its name: first the owner, then the period,
 * then the revision.
 * @throws Problem not-found
 */
export const resultOf = async <T>({ period, revision }: Which, read: (which: Which) => Promise<T>): Promise<T> => {
  try {
    return await read({ period, revision });
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 404) throw error;
    if (period === undefined && revision === undefined) throw error;
    await read({});
    if (period !== undefined && !(await isThere(read({ period })))) throw noResult('period', period);
    throw revision === undefined ? error : noResult('revision', String(revision));
  }
};

const isThere = (read: Promise<unknown>): Promise<boolean> =>
  read.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Problem && error.status === 404) return false;
      throw error;
    },
  );
