import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { RequestOfActor } from './request-of-actor.js';
import { problems } from './problems.js';
import { ACTOR_RATE } from './rate-limits.js';
import type { Rate } from './rate-limits.js';

/** Comes after the guard that says who asks. */
@Injectable()
export class ActorRateGuard implements CanActivate {
  constructor(@Inject(ACTOR_RATE) private readonly rate: Rate) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { actor } = context.switchToHttp().getRequest<RequestOfActor>();
    const wait = actor ? await this.rate.take(actor.id) : null;
    if (wait !== null) throw problems.tooManyRequests(wait);
    return true;
  }
}
