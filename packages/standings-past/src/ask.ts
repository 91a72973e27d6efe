/** Asks the database, always the same snapshot of it: as a `PoolClient` in a transaction does, or a manager of TypeORM. */
export type Ask = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;
