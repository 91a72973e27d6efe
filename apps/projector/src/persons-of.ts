/** A person whom an event names, and the units and chapters that hold what it says of her. */
export type NamedPerson = { readonly personId: string; readonly places: readonly string[] };

/** Keys of event data under which a person's id stands; a member's person is the membership itself. */
const PERSON_KEYS: ReadonlySet<string> = new Set(['memberId', 'personId']);

/** Keys of the units and chapters that keep an event, or to which a person in it belongs. */
const PLACE_KEYS: readonly string[] = ['unitId', 'chapterId', 'traineeUnitId'];

/**
 * The persons that an event names, each once, however deep in its data. Two trainees of one event have the class's unit
 * in common and not each other's.
 */
export const personsOf = (data: unknown): readonly NamedPerson[] => {
  const places = new Map<string, Set<string>>();
  visit(data, placesIn(data), (personId, named) => {
    const known = places.get(personId) ?? new Set();
    for (const place of named) known.add(place);
    places.set(personId, known);
  });
  return [...places].map(([personId, known]) => ({ personId, places: [...known] }));
};

const visit = (
  node: unknown,
  outer: readonly string[],
  found: (id: string, places: readonly string[]) => void,
): void => {
  if (Array.isArray(node)) for (const element of node) visit(element, outer, found);
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (PERSON_KEYS.has(key) && typeof value === 'string') found(value, [...outer, ...placesIn(node)]);
    else visit(value, outer, found);
  }
};

const placesIn = (node: unknown): readonly string[] => {
  if (!isObject(node)) return [];
  const body = isObject(node['body']) ? [node['body']['id']] : [];
  return [...PLACE_KEYS.map((key) => node[key]), ...body].filter((id) => typeof id === 'string');
};

const isObject = (node: unknown): node is Readonly<Record<string, unknown>> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
