/** A JSON Schema or a part of one. */
type Part = { readonly [key: string]: unknown };

/** What says nothing of the data. */
const words = new Set(['$id', '$schema', '$comment', 'title', 'description', 'examples', 'deprecated']);

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Why data of the one schema are not data of the other, in either direction, for a reader that passes over fields that
 * it does not know: nothing but optional fields may have come or gone. Each sentence names the place.
 */
export const incompatibilities = (one: unknown, other: unknown, at = 'data'): readonly string[] => {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every(isPart)) {
    return one.flatMap((part, n) => incompatibilities(part, other[n], `${at}[${n}]`));
  }
  if (!isPart(one) || !isPart(other)) return same(one, other) ? [] : [`${at} differs`];
  const found: string[] = [];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)].filter((key) => !words.has(key)));
  for (const key of keys) {
    if (key === 'properties') found.push(...ofProperties(one, other, at));
    else if (key === 'required') found.push(...ofRequired(one, other, at));
    else if (key === 'enum' && !same([...values(one[key])].sort(), [...values(other[key])].sort())) {
      found.push(`${at}: the values allowed differ`);
    } else if (key !== 'enum') found.push(...incompatibilities(one[key], other[key], `${at}: ${key}`));
  }
  return found;
};

const values = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const ofProperties = (one: Part, other: Part, at: string): readonly string[] => {
  const [ones, others] = [one['properties'], other['properties']];
  if (!isPart(ones) || !isPart(others)) return [`${at}: properties differ`];
  return Object.keys(ones)
    .filter((name) => Object.hasOwn(others, name))
    .flatMap((name) => incompatibilities(ones[name], others[name], `${at}.${name}`));
};

const ofRequired = (one: Part, other: Part, at: string): readonly string[] => {
  const [ones, others] = [new Set(namesOf(one['required'])), new Set(namesOf(other['required']))];
  const inOne = [...ones, ...others].filter((name) => ones.has(name) !== others.has(name));
  return inOne.map((name) => `${at}.${name} is required in one of them only`);
};
