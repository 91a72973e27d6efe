import { Reflector } from '@nestjs/core';
import type { Role } from './actor.js';

/** The roles that may use a route. A route without it (and not public) is closed to everyone. */
export const Allow = Reflector.createDecorator<readonly Role[]>();

/** A route that needs no token: health and documentation only. */
export const Public = Reflector.createDecorator<true>();
