import type { EventCatalog } from '@sohoi/decider';
import { personalFieldsOf } from '@sohoi/fields';
import type { PersonalField } from '@sohoi/fields';

/** The streams of one category and the events in them. */
export type SealedStream = { readonly category: string; readonly catalog: EventCatalog };

/** One value of a marked field. */
export type MarkedValue = {
  readonly kind: PersonalField['kind'];
  readonly value: unknown;
  /** `trainees.3.fullName` */
  readonly path: string;
  /** Undefined where the data name no person. */
  readonly personId: string | undefined;
};

const known = new WeakMap<object, readonly PersonalField[]>();

/** The marked fields of an event type, by its schema of today; none for a type that the catalog does not know. */
export const markedFieldsOf = (catalog: EventCatalog, type: string): readonly PersonalField[] => {
  const schema = Object.hasOwn(catalog, type) ? catalog[type]?.schema : undefined;
  if (!schema) return [];
  const before = known.get(schema);
  if (before) return before;
  const fields = distinct(personalFieldsOf(schema));
  known.set(schema, fields);
  return fields;
};

/** A union of shapes may have the same field in each. */
const distinct = (fields: readonly PersonalField[]): readonly PersonalField[] => [
  ...new Map(fields.map((field) => [field.path.join('.'), field])).values(),
];

/**
 * The data with each value of these fields changed; what is absent or null stays so. The very data that came in, if
 * nothing changed.
 */
export const changeMarked = (
  data: unknown,
  fields: readonly PersonalField[],
  change: (marked: MarkedValue) => unknown,
): unknown => fields.reduce((changed, field) => changeField(changed, field, 0, '', undefined, change), data);

const changeField = (
  node: unknown,
  field: PersonalField,
  depth: number,
  path: string,
  person: string | undefined,
  change: (marked: MarkedValue) => unknown,
): unknown => {
  const step = field.path[depth];
  if (node === undefined || node === null) return node;
  if (step === undefined) return change({ kind: field.kind, value: node, path, personId: person });
  if (step === '*') {
    if (!Array.isArray(node)) return node;
    const list: readonly unknown[] = node;
    const changed = list.map((element, n) => changeField(element, field, depth + 1, join(path, n), person, change));
    return changed.some((element, n) => element !== list[n]) ? changed : list;
  }
  if (!isObject(node) || !Object.hasOwn(node, step)) return node;
  const here = node[field.of];
  const named = typeof here === 'string' ? here : person;
  const changed = changeField(node[step], field, depth + 1, join(path, step), named, change);
  return changed === node[step] ? node : { ...node, [step]: changed };
};

const isObject = (node: unknown): node is Readonly<Record<string, unknown>> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const join = (path: string, step: string | number): string => (path === '' ? String(step) : `${path}.${step}`);
