import { Inject, Injectable } from '@nestjs/common';
import { validRights } from '@sohoi/access/events';
import { ActorRights, today } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';

/** Who a webhook sends for: what she may see is what her rights say when it is sent. */
@Injectable()
export class Owners {
  constructor(@Inject(ActorRights) private readonly rights: ActorRights) {}

  /** With her rights as a subscriber that hold today, maybe none. */
  async of(id: string): Promise<Actor> {
    const { rights } = await this.rights.of(id);
    const subscribing = validRights(rights, today()).filter(({ role }) => role === 'subscriber');
    return { id, role: 'subscriber', rights: subscribing };
  }
}
