import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE, ReadModels, SEALER } from '@sohoi/nest';
import type { Sealer } from '@sohoi/sealing';
import { chapterPart, clusterPart } from '@sohoi/standings';
import type { ChapterStrength, ClusterRanking, Part } from '@sohoi/standings';
import { countMasked, partAsOf } from '@sohoi/standings-past';
import type { Ask, AskedPart, Kind, Log, PartAsOf } from '@sohoi/standings-past';

/** What the standings of a few chapters or clusters were at a position, folded from the log. */
@Injectable()
export class PartsAsOf {
  private readonly log: Log;

  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(SEALER) sealer: Sealer,
  ) {
    this.log = { store, lift: countMasked(sealer.masker) };
  }

  chapters(asked: AskedPart): Promise<PartAsOf<ChapterStrength>> {
    return this.fold('chapter', chapterPart, asked);
  }

  clusters(asked: AskedPart): Promise<PartAsOf<ClusterRanking>> {
    return this.fold('cluster', clusterPart, asked);
  }

  private fold<State, Document extends object>(
    kind: Kind,
    part: Part<State, Document>,
    asked: AskedPart,
  ): Promise<PartAsOf<State>> {
    return this.reads.snapshotAt(['events-by-unit'], asked.until ?? asked.position, (manager) => {
      const ask: Ask = <Row extends object>(sql: string, values: readonly unknown[]) =>
        manager.query<Row[]>(sql, [...values]);
      return partAsOf(ask, this.log, kind, part, asked);
    });
  }
}
