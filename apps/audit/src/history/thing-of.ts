import type { RecordedEvent } from '@sohoi/event-store';
import type { ThingKind } from './history.query.js';

const kinds: Readonly<Record<string, ThingKind>> = {
  member: 'member',
  chapter: 'chapter',
  unit: 'unit',
  trainingClass: 'class',
  scorecard: 'scorecard',
  rubric: 'rubric',
  cluster: 'cluster',
};

/** The thing whose history the event is in; null where there is none of its kind, or where it may be of more than one. */
export const thingOf = ({ stream, data }: RecordedEvent): { kind: ThingKind; id: string } | null => {
  const dash = stream.indexOf('-');
  const category = stream.slice(0, dash);
  const kind = category === 'unitReport' ? reporterIn(data) : kinds[category];
  return kind ? { kind, id: stream.slice(dash + 1) } : null;
};

const reporterIn = (data: unknown): ThingKind | undefined => {
  const { body } = data as { readonly body?: { readonly kind?: unknown } };
  return body?.kind === 'unit' || body?.kind === 'chapter' ? body.kind : undefined;
};
