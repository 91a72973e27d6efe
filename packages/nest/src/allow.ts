import { applyDecorators } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@sohoi/access/events';

/** The roles that may use a route. A route without it (and not public) is closed to everyone. */
export const AllowedRoles = Reflector.createDecorator<readonly Role[]>();

/**
 * The OpenAPI explorer looks at a route's parameters only if the compiler emitted their types, which ours does not,
 * since schemas say more. So each parameter is said to be some object, and its schema says the rest.
 */
const parametersBySchema: MethodDecorator = (prototype, name) => {
  const { length } = (prototype as Record<typeof name, (...parameters: unknown[]) => unknown>)[name] ?? [];
  Reflect.defineMetadata(
    'design:paramtypes',
    Array.from({ length }, () => Object),
    prototype,
    name,
  );
};

/** Opens a route to these roles. */
export const Allow = (roles: readonly Role[]): MethodDecorator =>
  applyDecorators(AllowedRoles(roles), parametersBySchema);

/** A route that changes something and takes rights to view all the same: what it changes is who holds which right. */
export const ViewersToo = Reflector.createDecorator<true>();

/** A route that needs no token: health, documentation, and the hashes of the tree over the log. */
export const Public = Reflector.createDecorator<true>();
