import type { Position, RecordedEvent } from '@sohoi/event-store';
import { pastTable } from '@sohoi/projection';
import type { EarlierEvents, PastFold, ProjectionTable, Readable, TableNamer, TrueFrom } from '@sohoi/projection';
import type { PoolClient } from 'pg';

/** Where a batch is written. */
export type Place = { readonly client: PoolClient; readonly table: TableNamer };

/** One of the tables of the past, or what keeps them right. */
export type PastSource = {
  readonly tables: readonly ProjectionTable[];
  readonly open: (table: TableNamer, log: EarlierEvents) => (client: PoolClient, batch: Batch) => Promise<void>;
};

type Batch = readonly RecordedEvent[];

/** Positions that are asked for at once. */
const AT_ONCE = 1000;

/**
 * The rows of a read model at every moment.
 * @param read the events of a batch, or of earlier ones, as the rows hear them
 */
export const pastOf = <Row extends object, E>(
  fold: PastFold<Row, E>,
  read: (batch: Batch, place: Place) => readonly Readable<E>[] | Promise<readonly Readable<E>[]>,
): PastSource => {
  const past = pastTable(fold);
  return {
    tables: [{ name: past.name, ddl: past.ddl }],
    open: (table, log) => {
      const write = past.open(table);
      return async (client, batch) => {
        const place = { client, table };
        const reread = async (positions: readonly Position[]) => {
          const found: (readonly [Position, Readable<E>])[] = [];
          for (let first = 0; first < positions.length; first += AT_ONCE) {
            const events = await log.readAt(positions.slice(first, first + AT_ONCE));
            found.push(...(await read(events, place)).map((one) => [one.envelope.position, one] as const));
          }
          return new Map(found);
        };
        await write(client, await read(batch, place), reread);
      };
    },
  };
};

/** Events are true from their day on. */
export const fromItsDay = ({ data: { at } }: { readonly data: { readonly at: string } }): TrueFrom => ({ day: at });
