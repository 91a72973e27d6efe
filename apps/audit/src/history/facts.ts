/** What is known of a thing, field by field; keys are paths such as `person.fullName` or `posts.<id>.post`. */
export type Facts = ReadonlyMap<string, unknown>;

/** The fields that an event sets; null: there is nothing there any more. */
export type Patch = Readonly<Record<string, unknown>>;

type Event = { readonly type: string; readonly data: unknown };

type DataOf<E extends Event, T extends E['type']> = Extract<E, { type: T }>['data'];

/** Of each type of event, the fields that it sets. What is sealed is passed on as it is. */
export type FactsOf<E extends Event> = {
  readonly [T in E['type']]: (data: DataOf<E, T>, facts: Facts) => Patch;
};

/** In the place of what the event does not tell this asker: a group of members, or who is in the Party. */
export const HIDDEN = Symbol('hidden');

/** What is null in an event that was not opened. */
export const unlessShut = (value: unknown): unknown => value ?? HIDDEN;

/** A change of which the event itself tells both sides. */
export class Change {
  readonly was: unknown;
  readonly is: unknown;

  constructor(was: unknown, is: unknown) {
    this.was = was;
    this.is = is;
  }
}

/** The values of an object as fields of their own, as deep as it goes; lists stay whole. What is absent is left out. */
export const flat = (prefix: string, value: unknown): Patch => {
  if (value === undefined) return {};
  if (!isPlain(value)) return { [prefix]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => flat(`${prefix}.${key}`, part))) as Patch;
};

/** Nothing, in the place of every field below the prefix that is known now. */
export const without = (facts: Facts, prefix: string): Patch =>
  Object.fromEntries([...facts.keys()].filter((field) => field.startsWith(`${prefix}.`)).map((field) => [field, null]));

/** As a number to count on from; 0 where nothing is known. */
export const countIn = (facts: Facts, field: string): number => {
  const known = facts.get(field);
  return typeof known === 'number' ? known : 0;
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('sealed' in value);
