/** 14/07/2023, as dates are written in Vietnamese. */
export const day = (date: string): string => date.split('-').reverse().join('/');

/** 8,5: the decimal mark in Vietnamese is a comma. */
export const decimal = (value: number): string => String(value).replace('.', ',');
