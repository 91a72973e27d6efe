/** A sentence for people, in Vietnamese and English, from the data of a rejection. */
export type Sentences<R extends { readonly code: string }> = {
  readonly [C in R['code']]: {
    readonly vi: (rejection: Extract<R, { code: C }>) => string;
    readonly en: (rejection: Extract<R, { code: C }>) => string;
  };
};

/** 14/07/2023, as dates are written in Vietnamese. */
export const day = (date: string): string => date.split('-').reverse().join('/');

/** 8,5: the decimal mark in Vietnamese is a comma. */
export const decimal = (value: number): string => String(value).replace('.', ',');
