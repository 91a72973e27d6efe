import { rightsEvents } from '@sohoi/access/events';
import { decode } from '@sohoi/decider';
import { demoPersons } from '@sohoi/demo-identity';
import type { RecordedEvent } from '@sohoi/event-store';
import { markdownTable } from './markdown-table.js';

const yes = (flag: boolean): string => (flag ? 'yes' : '');

const nameOf = (log: readonly RecordedEvent[], unitId: string | null): string => {
  if (unitId === null) return 'the whole organisation';
  const named = log.findLast(
    ({ type, data }) =>
      (type === 'UnitEstablished' || type === 'UnitRenamed') && (data as { unitId: string }).unitId === unitId,
  );
  return (named?.data as { name: string } | undefined)?.name ?? unitId;
};

/** What the demo persons may do, from the events that grant it; of who holds every role, in one line. */
export const rightsTable = (log: readonly RecordedEvent[]): string => {
  const given = log
    .filter(({ type }) => type === 'RightGranted')
    .map((event) => decode(rightsEvents, event))
    .flatMap((event) => (event.type === 'RightGranted' ? [event.data] : []));
  const rows = Object.values(demoPersons).map(({ sub }) => {
    const rights = given.filter(({ actorId }) => actorId === sub);
    const [first] = rights;
    if (!first) throw new Error(`${sub} has no right`);
    return [
      `\`${sub}\``,
      rights.length > 1 ? 'every role' : first.role,
      nameOf(log, first.unitId),
      yes(first.capture),
      yes(first.sensitive),
      yes(first.mayGrant),
    ];
  });
  return markdownTable(['Demo person', 'Role', 'Unit and below', 'Captures', 'Reads sensitive fields', 'Grants'], rows);
};
