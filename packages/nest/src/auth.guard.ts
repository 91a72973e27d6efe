import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { validRights } from '@sohoi/access/events';
import type { Right, Role } from '@sohoi/access/events';
import type { Sealer } from '@sohoi/sealing';
import { ActorRights } from './actor-rights.js';
import type { Actor } from './actor.js';
import { AllowedRoles, Public, ViewersToo } from './allow.js';
import { IDENTITY, personOf } from './identity.js';
import type { Identity } from './identity.js';
import { problems } from './problems.js';
import { ACTOR_RATE } from './rate-limits.js';
import type { Rate } from './rate-limits.js';
import type { RequestOfActor } from './request-of-actor.js';
import { SEALER } from './sealer.js';
import { today } from './today.js';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Lets in who shows a valid token and holds a right of one of the route's roles today, one to capture if the route
 * changes something; everyone, if the route is public. The token says only who asks: rights come from the log.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IDENTITY) private readonly identity: Identity,
    @Inject(ActorRights) private readonly rights: ActorRights,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(ACTOR_RATE) private readonly rate: Rate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(Public, targets)) return true;

    const request = context.switchToHttp().getRequest<RequestOfActor>();
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const person = token ? await personOf(this.identity, token) : null;
    if (!person) throw problems.unauthenticated(token !== undefined);
    request.who = person.id;
    request.hashOf = this.sealer.index.hashOf;

    // Before her rights are read, which is the dear part of a request that may be refused.
    const wait = await this.rate.take(person.id);
    if (wait !== null) throw problems.tooManyRequests(wait);
    const { rights, sessionsFrom } = await this.rights.of(person.id);
    if (sessionsFrom !== null && person.issuedAt < new Date(sessionsFrom)) throw problems.unauthenticated(true);
    const allowed = this.reflector.getAllAndOverride(AllowedRoles, targets) ?? [];
    const viewing = READING.has(request.method) || this.reflector.getAllAndOverride(ViewersToo, targets) === true;
    request.actor = actorFor(allowed, viewing, person.id, validRights(rights, today()));
    return true;
  }
}

const actorFor = (allowed: readonly Role[], viewing: boolean, id: string, held: readonly Right[]): Actor => {
  if (held.length === 0) throw problems.noRight();
  const ofRoles = held.filter(({ role }) => allowed.includes(role));
  if (ofRoles.length === 0) throw problems.roleNotAllowed([...new Set(held.map(({ role }) => role))], allowed);
  const usable = ofRoles.filter(({ capture }) => viewing || capture);
  const rights = allowed.flatMap((one) => usable.filter(({ role }) => role === one));
  const [first] = rights;
  if (first === undefined) throw problems.viewOnly();
  return { id, role: first.role, rights, capturing: !viewing };
};
