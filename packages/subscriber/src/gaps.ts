import type { CloudEvent } from './cloud-event.js';
import type { EventsOfSubject } from './event-source.js';
import { subjectKey } from './inbox.js';
import type { Inbox } from './inbox.js';
import type { Tell } from './notice.js';

type Asking = {
  readonly known: Inbox<never>['known'];
  readonly eventsOfSubject: EventsOfSubject;
  readonly tell: Tell;
  readonly signal: AbortSignal;
  /** What a snapshot holds, which is never missed. */
  readonly loadedUpTo: ReadonlyMap<string, string>;
};

const laterOf = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/**
 * The events with those put in front of them that were missed: where the number of a subject skips, its events are asked
 * for again. A gap that stays is an event that is not public, or that the subscriber may not see.
 */
export const withMissed = async (
  events: readonly CloudEvent[],
  { known: knownOf, eventsOfSubject, tell, signal, loadedUpTo }: Asking,
): Promise<readonly CloudEvent[]> => {
  const last = new Map(await knownOf(events));
  const whole: CloudEvent[] = [];
  for (const event of events) {
    const key = subjectKey(event);
    const { version: known, sequence, parked } = last.get(key) ?? { version: 0, sequence: undefined, parked: false };
    if (event.streamversion <= known) continue;
    if (event.streamversion > known + 1) {
      const behind = laterOf(sequence, loadedUpTo.get(event.source));
      const missed = (await eventsOfSubject(event, behind, signal)).filter(
        ({ streamversion }) => streamversion > known && streamversion < event.streamversion,
      );
      tell({ kind: 'gap', event, known, filledWith: missed.length });
      whole.push(...missed);
    }
    whole.push(event);
    last.set(key, { version: event.streamversion, sequence: event.sequence, parked });
  }
  return whole;
};
