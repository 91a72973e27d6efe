import type { Right } from './right.js';

/** A right of a commune cadre, to view and to capture on the whole organisation, since 2020; changed as said. */
export const someRight = (changes: Partial<Right> = {}): Right => ({
  rightId: '0197a7c0-0000-7000-8000-00000000a001',
  role: 'commune-cadre',
  unitId: null,
  capture: true,
  sensitive: false,
  mayGrant: false,
  topics: [],
  from: '2020-01-01',
  to: null,
  ...changes,
});
