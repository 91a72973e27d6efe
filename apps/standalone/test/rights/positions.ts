import { today } from '@sohoi/nest';
import type { Right } from '@sohoi/access/events';
import type { Units } from './sites.js';

/** Which site a request is about, and on which unit the right of the one who asks is. */
export type Position = {
  readonly site: 'commune' | 'district' | 'closed';
  readonly right: keyof Units | 'whole' | 'none';
  /** What the right is, where it is no right to everything that its role can do. */
  readonly terms?: Partial<Right>;
  /** Where she holds another right as well, to all that another one of the route's roles can do. */
  readonly also?: keyof Units;
  /** Whether the site can be seen, and changed. */
  readonly sees: boolean;
  readonly changes: boolean;
  /** Whether rights on it may be granted, where that is not the same as to change it. */
  readonly grants?: boolean;
};

const within = { sees: true, changes: true };
const outside = { sees: false, changes: false };

const day = (days: number): string => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
const over = { from: '2020-01-01', to: day(-1) };
const toCome = { from: day(1) };

/** Two rights: what one of them lacks in a place, the other one does not lend it from elsewhere. */
const ofTwoRights = (site: 'commune' | 'district', beside: keyof Units): Readonly<Record<string, Position>> => ({
  'in the own unit, with another role in another province': { site, right: site, also: 'otherProvince', ...within },
  'in a unit beside it, with another role in another province': {
    ...{ site, right: beside, also: 'otherProvince' as const, ...outside },
  },
  'in the unit of the other role, with the own one in another province': {
    ...{ site, right: 'otherProvince' as const, also: site, ...within, grants: false },
  },
  'in the own unit, to look at, with another role to change another province': {
    ...{ site, right: site, terms: { capture: false }, also: 'otherProvince' as const },
    ...{ sees: true, changes: false, grants: true },
  },
});

/** For requests about what a commune has; from the point of view of the right: what is asked about lies … */
export const positions: Readonly<Record<string, Position>> = {
  'in the own unit': { site: 'commune', right: 'commune', ...within },
  'below the own unit': { site: 'commune', right: 'province', ...within },
  'in the whole organisation': { site: 'commune', right: 'whole', ...within },
  'above the own unit': { site: 'district', right: 'commune', ...outside },
  'in a unit beside it': { site: 'commune', right: 'sibling', ...outside },
  'in another province': { site: 'commune', right: 'otherProvince', ...outside },
  'beside the own unit, which is closed': { site: 'commune', right: 'closed', ...outside },
  'in the own unit, which is closed': { site: 'closed', right: 'closed', ...within },
  'in a closed unit below': { site: 'closed', right: 'district', ...within },
  'in a closed unit beside it': { site: 'closed', right: 'commune', ...outside },
  'in a closed unit that the own one goes on after': { site: 'closed', right: 'sibling', sees: true, changes: false },
  'nowhere, since there is no right': { site: 'commune', right: 'none', ...outside },
  'in the own unit until yesterday': { site: 'commune', right: 'commune', terms: over, ...outside },
  'in the own unit from tomorrow': { site: 'commune', right: 'commune', terms: toCome, ...outside },
  'in the own unit, to look at': {
    site: 'commune',
    right: 'commune',
    terms: { capture: false },
    sees: true,
    changes: false,
    grants: true,
  },
  'in the own unit, but for what is sensitive': {
    ...{ site: 'commune', right: 'commune', terms: { sensitive: false }, ...within },
  },
  ...ofTwoRights('commune', 'sibling'),
};

/** The same for requests about the units below a district. */
export const districtPositions: Readonly<Record<string, Position>> = {
  'in the own unit': { site: 'district', right: 'district', ...within },
  'below the own unit': { site: 'district', right: 'province', ...within },
  'in the whole organisation': { site: 'district', right: 'whole', ...within },
  'above the own unit': { site: 'district', right: 'commune', ...outside },
  'in a unit beside it': { site: 'district', right: 'otherDistrict', ...outside },
  'in another province': { site: 'district', right: 'otherProvince', ...outside },
  'beside the own unit, which is closed': { site: 'district', right: 'closed', ...outside },
  'nowhere, since there is no right': { site: 'district', right: 'none', ...outside },
  'in the own unit until yesterday': { site: 'district', right: 'district', terms: over, ...outside },
  'in the own unit from tomorrow': { site: 'district', right: 'district', terms: toCome, ...outside },
  'in the own unit, to look at': {
    site: 'district',
    right: 'district',
    terms: { capture: false },
    sees: true,
    changes: false,
    grants: true,
  },
  ...ofTwoRights('district', 'otherDistrict'),
};
