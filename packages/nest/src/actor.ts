import type { Right, Role } from '@sohoi/access/events';

/** Who asks: an opaque id, and of that person's rights those that count on this route, today. */
export type Actor = {
  readonly id: string;
  /** The first of the route's roles that is held; with rights of other roles elsewhere, not yet the one she acts in. */
  readonly role: Role;
  /** In the order of the route's roles. */
  readonly rights: readonly Right[];
  /** Whether the request changes something: what may only be looked at is out of its reach then. */
  readonly capturing?: boolean;
  /** Is told by which right she reaches the place of a command, by who looks the place up; the first one is kept. */
  readonly actsBy?: (right: Right) => void;
};

/** The same actor with those rights alone that reach to sensitive fields of persons; maybe none. */
export const sensitiveOnly = (actor: Actor): Actor => withRights(actor, ({ sensitive }) => sensitive);

/** The same actor with her rights of one role alone, for what is shown to that role only; maybe none. */
export const inRole = (actor: Actor, role: Role): Actor => withRights(actor, (right) => right.role === role);

/** She acts in the role that she had if any of its rights is left, else in that of another one. */
const withRights = (actor: Actor, of: (right: Right) => boolean): Actor => {
  const rights = actor.rights.filter(of);
  const [first] = rights;
  const kept = first === undefined || rights.some(({ role }) => role === actor.role);
  return { ...actor, rights, role: kept ? actor.role : first.role };
};
