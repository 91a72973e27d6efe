import { z } from 'zod';

/** A half of a calendar year, for which dues are paid: `2023-H1` is January to June. Sortable as text. */
export const halfYear = z.string().regex(/^(19|20)\d{2}-H[12]$/, { error: 'half-year' });

/** The last day of a half-year, `yyyy-mm-dd`. */
export const lastDayOf = (half: string): string => half.replace('-H1', '-06-30').replace('-H2', '-12-31');
