import type { Right, Role } from '@sohoi/access/events';

/** Who asks: an opaque id, and of that person's rights those that count on this route, today. */
export type Actor = {
  readonly id: string;
  /** The first of the route's roles that is held. */
  readonly role: Role;
  readonly rights: readonly Right[];
};

/** The same actor with those rights alone that reach to sensitive fields of persons; maybe none. */
export const sensitiveOnly = (actor: Actor): Actor => ({
  ...actor,
  rights: actor.rights.filter(({ sensitive }) => sensitive),
});
