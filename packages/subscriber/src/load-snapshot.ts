import { subjectKey } from './inbox.js';
import type { Inbox } from './inbox.js';
import type { MemberState } from './public-events/member-state.js';
import type { Snapshot } from './snapshot.js';

export type Loading<Effects> = {
  readonly inbox: Pick<Inbox<Effects>, 'inTransaction'>;
  readonly snapshot: Snapshot;
  /** Writes what the events of these members would have come to. */
  readonly write: (states: readonly MemberState[], effects: Effects) => Promise<void>;
  /** Addresses of feeds of the same topic: they are read from behind the snapshot. Topics of Kafka need not be named. */
  readonly feeds?: readonly string[];
};

/**
 * Takes a snapshot in the place of the events that it is made of: what is written, what is known of each member and where the
 * feeds begin are one transaction. Called again, as at each start, it does nothing.
 * @returns whether it was loaded now
 * @throws if events of its members were taken already
 */
export const loadSnapshot = <Effects>({ inbox, snapshot, write, feeds = [] }: Loading<Effects>): Promise<boolean> =>
  inbox.inTransaction(async (transaction) => {
    const { source, asOfSequence } = snapshot;
    if (!(await transaction.loaded(source, asOfSequence))) return false;
    for await (const states of snapshot.states()) {
      const last = states.map(({ memberId, sequence, streamversion }) => {
        return { source, subject: `member/${memberId}`, sequence, streamversion };
      });
      const known = await transaction.hold(last);
      const begun = last.find((of) => (known.get(subjectKey(of))?.version ?? 0) > 0);
      if (begun)
        throw new Error(`events of ${begun.subject} were taken already: a snapshot comes before the first event`);
      await write(states, transaction.effects);
      await transaction.took(last);
    }
    for (const feed of feeds) await transaction.reached(feed, asOfSequence);
    return true;
  });
