import { Inject, Injectable } from '@nestjs/common';
import { BEGINNING, recordedText } from '@sohoi/event-store';
import type { EventStore, Position } from '@sohoi/event-store';
import { consistencyProof, inclusionProof, OutsideTree, tileWidth, writeReceipt } from '@sohoi/ledger';
import type { Hash, Tile } from '@sohoi/ledger';
import { checkpointOver, lastCheckpoint, leafAt, logKey, tilesIn } from '@sohoi/ledger-postgres';
import type { Queries, SignedCheckpoint } from '@sohoi/ledger-postgres';
import { EVENT_STORE, problems } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { DataSource } from 'typeorm';
import { ledgerProblems } from './ledger.problems.js';

const base64 = (hashes: readonly Hash[]): readonly string[] =>
  hashes.map((hash) => Buffer.from(hash).toString('base64'));

/** The tree over the log as it was signed, and proofs from it. Hashes, but for receipts. */
@Injectable()
export class LedgerQueries {
  private readonly queries: Queries;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {
    this.queries = {
      query: async (text, values) => ({ rows: await dataSource.query(text, values) }),
    };
  }

  /** @throws Problem not-signed-yet before the first checkpoint */
  async key(): Promise<string> {
    const key = await logKey(this.queries);
    if (key === undefined) throw ledgerProblems.notSignedYet();
    return `${key}\n`;
  }

  /** @throws Problem not-signed-yet before the first checkpoint */
  async checkpoint(): Promise<SignedCheckpoint> {
    const last = await lastCheckpoint(this.queries);
    if (!last) throw ledgerProblems.notSignedYet();
    return last;
  }

  /** The bytes of a tile of the signed tree, or of one that it grew from; undefined if it has none there. */
  async tile(tile: Tile): Promise<Uint8Array | undefined> {
    const { size } = await this.checkpoint();
    if (tileWidth(size, tile.level, tile.index) < tile.width) return undefined;
    return tilesIn(this.queries)(tile);
  }

  /** @throws Problem outside-tree */
  async inclusion(leaf: number, size: number): Promise<readonly string[]> {
    await this.within('size', size);
    return this.inTree('leaf', size, inclusionProof(tilesIn(this.queries), leaf, size));
  }

  /** @throws Problem outside-tree */
  async consistency(from: number, size: number): Promise<readonly string[]> {
    await this.within('size', size);
    return this.inTree('from', size, consistencyProof(tilesIn(this.queries), from, size));
  }

  /**
   * What shows for ever and without us that an event is in the log: a proof under a signed checkpoint. For its author it
   * has the event beside it as it is kept, since that is what was hashed; for others there are hashes alone.
   * @throws Problem not-found if the log has no event there, not-signed-yet
   */
  async receipt(actor: Actor, position: Position): Promise<string> {
    const [event] = position === BEGINNING ? [] : await this.store.readAt([position]);
    if (!event) throw problems.notFound('position', position);
    const isAuthor = event.metadata.actor === actor.id;
    const index = await leafAt(this.queries, this.store, position);
    const checkpoint = index === undefined ? undefined : await checkpointOver(this.queries, index + 1);
    if (index === undefined || !checkpoint) throw ledgerProblems.notSignedYet();
    const proof = await inclusionProof(tilesIn(this.queries), index, checkpoint.size);
    const extra = isAuthor ? Buffer.from(recordedText(event)) : undefined;
    return writeReceipt({ index, proof, checkpoint: checkpoint.signed, extra });
  }

  private async within(field: string, size: number): Promise<void> {
    const last = await this.checkpoint();
    if (size > last.size) throw ledgerProblems.outsideTree(field, last.size);
  }

  private async inTree(field: string, size: number, proof: Promise<readonly Hash[]>): Promise<readonly string[]> {
    try {
      return base64(await proof);
    } catch (error) {
      throw error instanceof OutsideTree ? ledgerProblems.outsideTree(field, size) : error;
    }
  }
}
