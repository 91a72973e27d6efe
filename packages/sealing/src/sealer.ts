import type { EventCatalog } from '@sohoi/decider';
import type { NewEvent } from '@sohoi/event-store';
import { isSealed } from '@sohoi/fields';
import type { PersonalField, Sealed } from '@sohoi/fields';
import { createBlindIndex } from './blind-index.js';
import type { BlindIndex } from './blind-index.js';
import { changeMarked, markedFieldsOf } from './marked-fields.js';
import type { MarkedValue, SealedStream } from './marked-fields.js';
import { createMasker, isMasked } from './masker.js';
import type { Masker } from './masker.js';
import { PersonErased } from './person-keys.js';
import type { PersonKeys } from './person-keys.js';
import { openField, sealField } from './seal-field.js';
import type { FieldPlace, NonceOf } from './seal-field.js';

/** Keys of 32 bytes for the whole ledger: for search and other keyed hashes, and for masked codes. */
export type Secrets = { readonly index: Uint8Array; readonly mask: Uint8Array };

/** A bug of whoever made the event, and no fault of what was sent: nothing of it may be kept. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable';
}

/** A sealed value that left its event, e.g. for a row, and where it belongs. */
export type SealedAt = FieldPlace & { readonly value: Sealed };

export type OpenOptions = {
  /** Whether sensitive fields and masked codes are opened as well; who asks for them must be recorded. */
  readonly sensitive: boolean;
  /** Persons of whom nothing is opened. */
  readonly except?: ReadonlySet<string>;
  /** Whether masked codes of erased persons are opened, too: what counts them must know them, nobody is told. */
  readonly codesOfErased?: boolean;
};

type StreamEvent = Pick<NewEvent, 'id' | 'type' | 'data'> & { readonly stream: string };

/** Those of these persons who are erased, though their keys may not be destroyed yet. */
export type ErasedOf = (personIds: readonly string[]) => Promise<readonly string[]>;

/** Seals and opens what the events' schemas mark. Fields are opened in batches: one question for keys per call. */
export type Sealer = {
  /**
   * @throws PersonErased if one of the persons was erased
   * @throws Unsealable for a type that no catalog knows, whose marks are unknown, and for a value without a person
   */
  sealEvents(stream: string, events: readonly NewEvent[], erasedOf?: ErasedOf): Promise<readonly NewEvent[]>;
  /** What cannot be opened any more stays sealed or masked. @throws SealBroken, MaskBroken */
  openEvents<E extends StreamEvent>(events: readonly E[], options: OpenOptions): Promise<readonly E[]>;
  /** Null in the place of each masked code and of each list of them, so that not even their number is told. */
  withoutCodes<E extends StreamEvent>(events: readonly E[]): readonly E[];
  /** Values in their order; one that cannot be opened any more stays as it is. @throws SealBroken */
  openFields(fields: readonly SealedAt[]): Promise<readonly unknown[]>;
  readonly masker: Masker;
  readonly index: BlindIndex;
};

export const createSealer = ({
  personKeys,
  secrets,
  streams,
  nonceOf,
}: {
  readonly personKeys: PersonKeys;
  readonly secrets: Secrets;
  /** Every kind of stream that is written or opened. */
  readonly streams: readonly SealedStream[];
  /** Absent: random ones. */
  readonly nonceOf?: NonceOf;
}): Sealer => {
  const masker = createMasker(secrets.mask);
  const catalogs = new Map<string, EventCatalog>(streams.map(({ category, catalog }) => [category, catalog]));
  const catalogOf = (stream: string): EventCatalog => catalogs.get(stream.slice(0, stream.indexOf('-'))) ?? {};

  const sealEvents = async (
    stream: string,
    events: readonly NewEvent[],
    erasedOf?: ErasedOf,
  ): Promise<readonly NewEvent[]> => {
    const catalog = catalogOf(stream);
    const marked = events.map(({ type, data }) => {
      if (!Object.hasOwn(catalog, type)) throw new Unsealable(`${stream}: no catalog knows events of type ${type}`);
      return valuesOf(catalog, type, data);
    });
    const named = marked.flat().flatMap((value) => (value.kind === 'masked' ? [] : [personOf(stream, value)]));
    const persons = [...new Set(named)];
    const keys = persons.length > 0 ? await personKeys.keysFor(persons) : undefined;
    const gone = persons.filter((personId) => !keys?.get(personId));
    const erased = gone.length > 0 ? gone : ((await erasedOf?.(persons)) ?? []);
    if (erased.length > 0) throw new PersonErased(erased);
    return events.map((event, n) =>
      marked[n]?.length === 0
        ? event
        : withData(catalog, event, (value) => {
            if (value.kind === 'masked') return masker.mask(String(value.value));
            const personId = personOf(stream, value);
            const key = keys?.get(personId);
            // What is still sealed after opening is of somebody whose key is gone.
            if (!key || isSealed(value.value)) throw new PersonErased([personId]);
            return sealField(key, { eventId: event.id, path: value.path, personId }, value.value, nonceOf);
          }),
    );
  };

  const openEvents = async <E extends StreamEvent>(
    events: readonly E[],
    { sensitive, except, codesOfErased }: OpenOptions,
  ) => {
    const asked = ({ kind, value, personId }: MarkedValue): boolean =>
      (kind === 'masked' ? typeof value === 'string' && isMasked(value) : isSealed(value)) &&
      (sensitive || kind === 'personal') &&
      (personId === undefined || !except?.has(personId));
    const persons = events.flatMap(({ stream, type, data }) =>
      valuesOf(catalogOf(stream), type, data).flatMap((value) =>
        asked(value) && value.personId !== undefined ? [value.personId] : [],
      ),
    );
    const keys = persons.length > 0 ? await personKeys.find([...new Set(persons)]) : undefined;
    return events.map((event) =>
      withData(catalogOf(event.stream), event, (marked) => {
        const { kind, value, path, personId } = marked;
        if (!asked(marked)) return value;
        const key = personId === undefined ? undefined : keys?.get(personId);
        // A person of whom nothing was ever sealed has no key, and may have codes; null is a key that was destroyed.
        if (kind === 'masked') return key === null && !codesOfErased ? value : masker.codeOf(String(value));
        if (!key || personId === undefined || !isSealed(value)) return value;
        return openField(key, { eventId: event.id, path, personId }, value);
      }),
    );
  };

  const withoutCodes = <E extends StreamEvent>(events: readonly E[]): readonly E[] =>
    events.map((event) => {
      const data = changeMarked(event.data, codesOf(catalogOf(event.stream), event.type), () => null);
      return data === event.data ? event : { ...event, data };
    });

  const openFields = async (fields: readonly SealedAt[]): Promise<readonly unknown[]> => {
    if (fields.length === 0) return [];
    const keys = await personKeys.find([...new Set(fields.map(({ personId }) => personId))]);
    return fields.map((field) => {
      const key = keys.get(field.personId);
      return key ? openField(key, field, field.value) : field.value;
    });
  };

  return { sealEvents, openEvents, withoutCodes, openFields, masker, index: createBlindIndex(secrets.index) };
};

const valuesOf = (catalog: EventCatalog, type: string, data: unknown): readonly MarkedValue[] => {
  const values: MarkedValue[] = [];
  changeMarked(data, markedFieldsOf(catalog, type), (marked) => {
    values.push(marked);
    return marked.value;
  });
  return values;
};

/** Of a list of codes, the list. */
const codesOf = (catalog: EventCatalog, type: string): readonly PersonalField[] =>
  markedFieldsOf(catalog, type)
    .filter(({ kind }) => kind === 'masked')
    .map((field) => (field.path.at(-1) === '*' ? { ...field, path: field.path.slice(0, -1) } : field));

const withData = <E extends Pick<NewEvent, 'type' | 'data'>>(
  catalog: EventCatalog,
  event: E,
  change: (marked: MarkedValue) => unknown,
): E => {
  const data = changeMarked(event.data, markedFieldsOf(catalog, event.type), change);
  return data === event.data ? event : { ...event, data };
};

const personOf = (stream: string, { path, personId }: MarkedValue): string => {
  if (personId === undefined) throw new Unsealable(`${stream}: ${path} is personal, but the event names no person`);
  return personId;
};
