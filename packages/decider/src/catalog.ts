/** The part of the Standard Schema interface that a type needs; zod schemas have it. */
type Schema = { readonly '~standard': { readonly types?: { readonly output: unknown } | undefined } };

type OutputOf<T extends Schema> = NonNullable<T['~standard']['types']>['output'];

/**
 * Every event type of a context: today's schema version, its schema, and for each earlier version the step
 * that lifts its data to the next one. Stored events are never rewritten; they are lifted when read.
 */
export type EventCatalog = {
  readonly [type: string]: {
    readonly schemaVersion: number;
    readonly schema: Schema;
    readonly upcasters?: { readonly [fromVersion: number]: (data: unknown) => unknown };
  };
};

/** The union of a catalog's events as `{ type, data }`. */
export type EventOf<C extends EventCatalog> = {
  [T in keyof C & string]: { readonly type: T; readonly data: OutputOf<C[T]['schema']> };
}[keyof C & string];

export type StoredShape = { readonly type: string; readonly schemaVersion: number; readonly data: unknown };

/** An event that this code cannot read: of an unknown type, or of a version that it does not know. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  readonly type: string;
  readonly schemaVersion: number;

  constructor(type: string, schemaVersion: number, reason: string) {
    super(`cannot read event ${type} (schema version ${schemaVersion}): ${reason}`);
    this.type = type;
    this.schemaVersion = schemaVersion;
  }
}

/**
 * Today's form of a stored event. Data of today's version are trusted, since they were checked before they
 * were recorded and cannot have changed.
 * @throws UnreadableEvent for a type or version that the catalog does not know
 */
export const decode = <C extends EventCatalog>(catalog: C, stored: StoredShape): EventOf<C> => {
  const entry = Object.hasOwn(catalog, stored.type) ? catalog[stored.type] : undefined;
  if (!entry) throw new UnreadableEvent(stored.type, stored.schemaVersion, 'unknown type');
  if (stored.schemaVersion > entry.schemaVersion || stored.schemaVersion < 1) {
    throw new UnreadableEvent(stored.type, stored.schemaVersion, `known versions are 1 to ${entry.schemaVersion}`);
  }
  let data = stored.data;
  for (let v = stored.schemaVersion; v < entry.schemaVersion; v += 1) {
    const lift = entry.upcasters?.[v];
    if (!lift) throw new UnreadableEvent(stored.type, stored.schemaVersion, `no upcaster from version ${v}`);
    data = lift(data);
  }
  return { type: stored.type, data } as EventOf<C>;
};
