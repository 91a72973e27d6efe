import fc from 'fast-check';
import { junkKeys, junkValues } from './junk.js';

type Path = readonly (string | number)[];

/** Every place inside a JSON value, itself first. */
const placesIn = (value: unknown, at: Path = []): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [at];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...parts.flatMap(([key, part]) => placesIn(part, [...at, key]))];
};

/** The value with `change` applied to what stands at the path. */
const changedAt = (value: unknown, [key, ...rest]: Path, change: (part: unknown) => unknown): unknown => {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((part, n) => (n === key ? changedAt(part, rest, change) : (part as unknown)));
  return ownEntries(Object.entries(value as object), (name, part) =>
    name === key ? changedAt(part, rest, change) : part,
  );
};

/** Unlike `fromEntries` of a literal, this makes `__proto__` a field like any other. */
const ownEntries = (entries: readonly [string, unknown][], of: (name: string, part: unknown) => unknown): object =>
  Object.fromEntries(entries.map(([name, part]) => [name, of(name, part)]));

const GONE = Symbol('gone');

const withoutGone = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter((part) => part !== GONE).map(withoutGone);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== GONE);
  return ownEntries(kept, (_name, part) => withoutGone(part));
};

/** The value with one to three of its parts replaced, dropped, doubled or given a field too many. */
export const mutationsOf = (value: unknown, ids: readonly string[]): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesIn(value)), changesWith(ids)), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((changed, [path, change]) => at(changed, path, change), value));

/** A place may be gone by an earlier change. */
const at = (value: unknown, path: Path, change: (part: unknown) => unknown): unknown => {
  const there = placesIn(value).some(
    (place) => place.length === path.length && place.every((key, n) => key === path[n]),
  );
  const changed = there ? withoutGone(changedAt(value, path, change)) : value;
  return changed === GONE ? undefined : changed;
};

const changesWith = (ids: readonly string[]): fc.Arbitrary<(part: unknown) => unknown> =>
  fc.oneof(
    { weight: 5, arbitrary: junkValues(ids).map((junk) => () => junk) },
    { weight: 1, arbitrary: fc.constant(() => GONE) },
    { weight: 1, arbitrary: fc.constant((part: unknown) => (Array.isArray(part) ? [...part, ...part] : [part, part])) },
    {
      weight: 2,
      arbitrary: fc.tuple(junkKeys, junkValues(ids)).map(
        ([key, junk]) =>
          (part: unknown) =>
            typeof part === 'object' && part !== null && !Array.isArray(part)
              ? Object.fromEntries([...Object.entries(part), [key, junk]])
              : { [key]: junk },
      ),
    },
  );

/** Bodies as bytes on the wire: JSON that is broken, doubled, or not what it seems. */
export const rawBodiesOf = (value: unknown): fc.Arbitrary<string> => {
  const json = JSON.stringify(value ?? {});
  const inner = json.slice(1, -1);
  return fc.oneof(
    fc.constantFrom(
      ...['', '{', 'null', '[]', '"a"', '0', '{}', `[${json}]`, `${json}${json}`, `${json},`, `\uFEFF${json}`],
      ...[
        `{${inner},}`,
        `{${inner},${inner}}`,
        `{"at":"2023-01-01",${inner},"at":"2999-01-01"}`,
        json.replaceAll('"', "'"),
      ],
      ...[`{${inner},"__proto__":{"role":"operator"}}`, `{${inner},"constructor":{"prototype":{"at":1}}}`],
      ...[`{${inner},"at":1e999}`, `{${inner},"at":-0}`, `{${inner},"a":${'[1,'.repeat(500)}1${']'.repeat(500)}}`],
      ...[`{${inner},"at":"\\ud800"}`, `{${inner},"\\u0000":1}`, json.slice(0, -2), `/**/${json}`],
    ),
    fc
      .tuple(fc.nat(json.length), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([n, junk]) => json.slice(0, n) + junk + json.slice(n + 1)),
  );
};
