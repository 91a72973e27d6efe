import { isSealed, maskedCode } from '@sohoi/fields';
import type { Reading } from '@sohoi/readings';
import { markedFieldsOf } from '@sohoi/sealing';
import { auditStreams } from './streams.js';

/** What an event says, and what kind of event says it. */
type Told = { readonly type: string; readonly data: unknown };

type Found = { readonly personId: string; readonly placeId: string; readonly field: string };
type Around = { readonly personId?: string | undefined; readonly placeId?: string | undefined };

/**
 * Whose fields are sealed or masked in these events, and which; the place is the last that the events name for her. A code
 * is known by its field: people may write anything elsewhere, also what looks like one.
 * @throws Error for a field of which no person, or no place of hers, is known: it must not be read
 */
export const sealedIn = (events: readonly Told[]): Reading['persons'] => {
  const persons = new Map<string, { placeId: string; fields: Set<string> }>();
  for (const { personId, placeId, field } of events.flatMap(({ type, data }) => walk(data, codesIn(type), {}, []))) {
    const known = persons.get(personId) ?? { placeId, fields: new Set<string>() };
    known.placeId = placeId;
    known.fields.add(field);
    persons.set(personId, known);
  }
  return [...persons].map(([personId, { placeId, fields }]) => ({ personId, placeId, fields: [...fields].sort() }));
};

/** The fields of an event that hold codes, without the places in lists: `standing.categories`. */
const codesIn = (type: string): ReadonlySet<string> => {
  const fields = auditStreams.flatMap(({ catalog }) => markedFieldsOf(catalog, type));
  const codes = fields.filter(({ kind }) => kind === 'masked');
  return new Set(codes.map(({ path }) => path.filter((step) => step !== '*').join('.')));
};

const walk = (node: unknown, codes: ReadonlySet<string>, around: Around, path: readonly string[]): readonly Found[] => {
  const { personId, placeId } = around;
  const field = path.join('.');
  if (isSealed(node) || (codes.has(field) && maskedCode.safeParse(node).success)) {
    if (!personId || !placeId) throw new Error(`nobody can be recorded to be read of in ${field}`);
    return [{ personId, placeId, field }];
  }
  if (Array.isArray(node)) return node.flatMap((element) => walk(element, codes, around, path));
  if (!isObject(node)) return [];
  const here = { personId: personIn(node) ?? personId, placeId: placeIn(node) ?? placeId };
  return Object.entries(node).flatMap(([key, value]) => walk(value, codes, here, [...path, key]));
};

const personIn = (node: Readonly<Record<string, unknown>>): string | undefined =>
  textOf(node['personId']) ?? textOf(node['memberId']);

/** Where the person belongs after the event: of a transfer the chapter that she goes to. */
const placeIn = (node: Readonly<Record<string, unknown>>): string | undefined => {
  const { to, body, chapterId, unitId } = node;
  return (
    (isObject(to) ? textOf(to['chapterId']) : undefined) ??
    (isObject(body) ? textOf(body['id']) : undefined) ??
    textOf(chapterId) ??
    textOf(unitId)
  );
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isObject = (node: unknown): node is Readonly<Record<string, unknown>> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
