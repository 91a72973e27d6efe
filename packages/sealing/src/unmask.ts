import type { EventCatalog } from '@sohoi/decider';
import { changeMarked, markedFieldsOf } from './marked-fields.js';
import { isMasked } from './masker.js';
import type { Masker } from './masker.js';

/**
 * Codes as they were before they were masked, for those who count by them; needs no key of any person and leaves all
 * that is sealed as it is.
 */
export const createUnmask =
  (masker: Masker) =>
  <E extends { readonly type: string; readonly data: unknown }>(event: E, catalog: EventCatalog): E => {
    const masked = markedFieldsOf(catalog, event.type).filter(({ kind }) => kind === 'masked');
    if (masked.length === 0) return event;
    const data = changeMarked(event.data, masked, ({ value }) =>
      typeof value === 'string' && isMasked(value) ? masker.codeOf(value) : value,
    );
    return data === event.data ? event : { ...event, data };
  };

export type Unmask = ReturnType<typeof createUnmask>;
