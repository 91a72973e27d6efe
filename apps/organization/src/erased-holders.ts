import { Inject, Injectable } from '@nestjs/common';
import { decode, fold } from '@sohoi/decider';
import type { EventCatalog, Decider, EventOf } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE } from '@sohoi/nest';
import { chapterStream, unitStream } from '@sohoi/organization';
import type { Holdings } from '@sohoi/organization';

/** Who of those that hold a post is erased, from the streams themselves: what ends the holding must not need her key. */
@Injectable()
export class ErasedHolders {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** The person ids of the erased who sit in a unit or chapter. */
  async in(bodyId: string, kind: 'unit' | 'chapter'): Promise<readonly string[]> {
    const erased: string[] = [];
    for (const personId of sitting(await this.holdingsOf(bodyId, kind))) {
      const history = await this.store.readStream(`person-${personId}`);
      if (history.some(({ type }) => type === 'PersonErased')) erased.push(personId);
    }
    return erased;
  }

  private async holdingsOf(bodyId: string, kind: 'unit' | 'chapter'): Promise<Holdings> {
    if (kind === 'unit') {
      const state = await this.stateOf(`${unitStream.category}-${bodyId}`, unitStream);
      return state.status === 'absent' ? {} : state.unit.holdings;
    }
    const state = await this.stateOf(`${chapterStream.category}-${bodyId}`, chapterStream);
    return state.status === 'absent' ? {} : state.chapter.holdings;
  }

  private async stateOf<K extends EventCatalog, S, C, R>(
    stream: string,
    { catalog, decider }: { readonly catalog: K; readonly decider: Decider<S, C, EventOf<K>, R> },
  ): Promise<S> {
    const history = await this.store.readStream(stream);
    return fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
  }
}

const sitting = (holdings: Holdings): ReadonlySet<string> =>
  new Set(Object.values(holdings).flatMap(({ until, personId }) => (until === null ? [personId] : [])));
