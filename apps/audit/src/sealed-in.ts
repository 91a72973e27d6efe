import { isSealed, maskedCode } from '@sohoi/fields';
import type { Reading } from '@sohoi/readings';

type Found = { readonly personId: string; readonly placeId: string; readonly field: string };
type Around = { readonly personId?: string | undefined; readonly placeId?: string | undefined };

/**
 * Whose fields are sealed or masked in these events, and which; the place is the last that the events name for her.
 * @throws Error for a field of which no person, or no place of hers, is known: it must not be read
 */
export const sealedIn = (events: readonly unknown[]): Reading['persons'] => {
  const persons = new Map<string, { placeId: string; fields: Set<string> }>();
  for (const { personId, placeId, field } of events.flatMap((data) => walk(data, {}, []))) {
    const known = persons.get(personId) ?? { placeId, fields: new Set<string>() };
    known.placeId = placeId;
    known.fields.add(field);
    persons.set(personId, known);
  }
  return [...persons].map(([personId, { placeId, fields }]) => ({ personId, placeId, fields: [...fields].sort() }));
};

const walk = (node: unknown, around: Around, path: readonly string[]): readonly Found[] => {
  const { personId, placeId } = around;
  if (isSealed(node) || maskedCode.safeParse(node).success) {
    const field = path.join('.');
    if (!personId || !placeId) throw new Error(`nobody can be recorded to be read of in ${field}`);
    return [{ personId, placeId, field }];
  }
  if (Array.isArray(node)) return node.flatMap((element) => walk(element, around, path));
  if (!isObject(node)) return [];
  const here = { personId: personIn(node) ?? personId, placeId: placeIn(node) ?? placeId };
  return Object.entries(node).flatMap(([key, value]) => walk(value, here, [...path, key]));
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
