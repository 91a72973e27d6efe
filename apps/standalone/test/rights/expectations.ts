import type { Role } from '@sohoi/access/events';
import type { Answer } from '../test-ledger.js';
import type { Position } from './positions.js';
import type { Route } from './route.js';
import type { Site } from './sites.js';

/** Somebody with a role in a position asks a route about a site. */
export type Case = {
  readonly name: string;
  readonly route: Route;
  readonly role: Role;
  readonly where: string;
  readonly position: Position;
  readonly site: Site;
};

const REFUSALS = [401, 403, 404];

/** A right that holds today and lets do what the route does; where, is another question. */
const mayAsk = ({ route, role, position: { right, terms = {} } }: Case): boolean => {
  const holds = right !== 'none' && terms.to === undefined && terms.from === undefined;
  const reaches = route.sensitive !== true || terms.sensitive !== false;
  return route.roles.includes(role) && holds && reaches && (route.takes !== 'capture' || terms.capture !== false);
};

/** Lists and what names nothing are answered to all who may ask, with what they may see. */
export const isRefused = (tried: Case): boolean => {
  const { route, position } = tried;
  if (!mayAsk(tried)) return true;
  if (route.names === 'in a list' || route.names === 'nothing') return false;
  if (route.names === 'the whole organisation') return position.right !== 'whole';
  if (route.takes === 'view') return !position.sees;
  return !(route.takes === 'grant' ? (position.grants ?? position.changes) : position.changes);
};

/** What is wrong with the answer; empty if nothing is. */
export const complaintsAbout = (tried: Case, { status, body }: Answer): readonly string[] => {
  const { name, route, role, where, position, site } = tried;
  const text = JSON.stringify(body);
  // Who sees the unit by another role is told that it is not hers to grant this one there.
  const seenOtherwise = route.takes === 'grant' && position.also === position.site && status === 409;
  const refused = REFUSALS.includes(status) || seenOtherwise;
  const shown = route.shows !== undefined && text.includes(route.shows(site));
  const complain = (what: string): string =>
    `${name} as ${role}, asking for what lies ${where}: ${what} (${status} ${text.slice(0, 300)})`;

  if (isRefused(tried)) {
    if (!refused) return [complain('is not refused')];
    return shown || text.includes(site.name) ? [complain('is refused, and told something')] : [];
  }
  if (refused) return [complain('is refused')];
  if (route.takes === 'view') {
    if (route.mayConflict && status === 409) return [];
    if (![200, 201, 202].includes(status)) return [complain('is not answered')];
    if (route.shows === undefined) return [];
    if (position.sees) return shown ? [] : [complain('does not see it')];
    return shown || text.includes(site.name) ? [complain('sees it')] : [];
  }
  if (route.mayConflict && status === 409) return [];
  // What is closed may not be changed by anybody; that is no matter of rights.
  return status > 201 && position.site !== 'closed' ? [complain('is not carried out')] : [];
};
