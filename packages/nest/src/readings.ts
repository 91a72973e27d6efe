/** The log of who read sensitive fields of persons: a `Readings`. Record there before the answer leaves. */
export const READINGS = Symbol('Readings');
