import { Inject, Injectable } from '@nestjs/common';
import { stateOf } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE } from '@sohoi/nest';
import { chapterStream, unitStream } from '@sohoi/organization';
import type { Holdings } from '@sohoi/organization';
import { erasedIn } from '@sohoi/sealing';

/** Who of those that hold a post is erased, from the streams themselves: what ends the holding must not need her key. */
@Injectable()
export class ErasedHolders {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The person ids of the erased who sit in a unit or chapter. */
  async in(bodyId: string, kind: 'unit' | 'chapter'): Promise<readonly string[]> {
    return erasedIn(this.store)([...sitting(await this.holdingsOf(bodyId, kind))]);
  }

  private async holdingsOf(bodyId: string, kind: 'unit' | 'chapter'): Promise<Holdings> {
    if (kind === 'unit') {
      const state = await stateOf(this.store, unitStream, bodyId);
      return state.status === 'absent' ? {} : state.unit.holdings;
    }
    const state = await stateOf(this.store, chapterStream, bodyId);
    return state.status === 'absent' ? {} : state.chapter.holdings;
  }
}

const sitting = (holdings: Holdings): ReadonlySet<string> =>
  new Set(Object.values(holdings).flatMap(({ until, personId }) => (until === null ? [personId] : [])));
