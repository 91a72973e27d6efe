/** What opens the sealed fields of persons for those who may see them, and finds persons by keyed hashes: a `Sealer`. */
export const SEALER = Symbol('Sealer');
