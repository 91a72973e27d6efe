import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Actor } from './actor.js';
import { AllowedRoles, Public } from './allow.js';
import { actorOf, IDENTITY } from './identity.js';
import type { Identity } from './identity.js';
import { problems } from './problems.js';

export type RequestOfActor = Request & { actor?: Actor };

/** Lets in who shows a valid token and has one of the route's roles; everyone, if the route is public. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IDENTITY) private readonly identity: Identity,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(Public, targets)) return true;

    const request = context.switchToHttp().getRequest<RequestOfActor>();
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    const actor = token ? await actorOf(this.identity, token) : null;
    if (!actor) throw problems.unauthenticated(token !== undefined);

    const allowed = this.reflector.getAllAndOverride(AllowedRoles, targets) ?? [];
    if (!allowed.includes(actor.role)) throw problems.roleNotAllowed(actor.role, allowed);
    request.actor = actor;
    return true;
  }
}
