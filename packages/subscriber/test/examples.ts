import type { CloudEvent } from '../src/cloud-event.js';
import type { MemberState } from '../src/public-events/member-state.js';
import type { Snapshot } from '../src/snapshot.js';

export const SOURCE = 'urn:vwu:test:membership';

/** The sequence of the nth event of the log. */
export const at = (n: number): string => String(n).padStart(20, '0');

/** The nth event of the log, the `version`th of a subject. */
export const example = (n: number, subject: string, version: number): CloudEvent => ({
  specversion: '1.0',
  id: `${subject}-${version}`,
  source: SOURCE,
  type: 'vn.vwu.member.admitted.v1',
  subject: `member/${subject}`,
  time: '2026-01-01T00:00:00+07:00',
  recordedtime: '2026-01-02T00:00:00.000Z',
  sequence: at(n),
  streamversion: version,
  partitionkey: subject,
  data: { n },
});

/** A log in which these subjects have their turns: `['a', 'b', 'a']` is a1, b1, a2. */
export const logOf = (subjects: readonly string[]): readonly CloudEvent[] => {
  const versions = new Map<string, number>();
  return subjects.map((subject, index) => {
    const version = (versions.get(subject) ?? 0) + 1;
    versions.set(subject, version);
    return example(index + 1, subject, version);
  });
};

/** Of these events, up to that sequence: the last one of each subject, one subject a batch. */
export const snapshotOf = (log: readonly CloudEvent[], upTo: string): Snapshot => {
  const last = new Map(log.filter(({ sequence }) => sequence <= upTo).map((event) => [event.partitionkey, event]));
  return {
    ...{ source: SOURCE, asOfSequence: upTo, members: last.size },
    states: async function* () {
      for (const [memberId, { sequence, streamversion }] of last) {
        yield [{ memberId, sequence, streamversion } as MemberState];
      }
    },
  };
};
