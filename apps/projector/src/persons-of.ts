/** Keys of event data under which a person's id stands; a member's person is the membership itself. */
const PERSON_KEYS: ReadonlySet<string> = new Set(['memberId', 'personId']);

/** The persons that an event names, each once, however deep in its data. */
export const personsOf = (data: unknown): readonly string[] => [...new Set(idsIn(data))];

const idsIn = (node: unknown): readonly string[] => {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(idsIn);
  return Object.entries(node).flatMap(([key, value]) =>
    PERSON_KEYS.has(key) && typeof value === 'string' ? [value] : idsIn(value),
  );
};
