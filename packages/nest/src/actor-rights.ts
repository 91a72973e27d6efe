import { Inject, Injectable } from '@nestjs/common';
import { evolveRights, noRights, rightsStream } from '@sohoi/access';
import type { RightsState } from '@sohoi/access';
import { decode } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE } from './command.js';
import { namedId } from './command-request.js';

const PAGE = 1000;

/** The id under which an actor's rights are recorded; an actor's own id is no UUID. */
export const rightsIdOf = (actorId: string): string => namedId(`actor ${actorId}`);

/** What was granted to whom, from the log itself and not from a read model: what is withdrawn holds no longer, at once. */
@Injectable()
export class ActorRights {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async of(actorId: string): Promise<RightsState> {
    const { category, catalog } = rightsStream;
    const stream = `${category}-${rightsIdOf(actorId)}`;
    let state = noRights;
    for (let after = 0; ; after += PAGE) {
      const page = await this.store.readStream(stream, { after, limit: PAGE });
      state = page.reduce((before, event) => evolveRights(before, decode(catalog, event)), state);
      if (page.length < PAGE) return state;
    }
  }
}
