import type { Trouble } from './next-step.js';

export type WebhookState = 'unverified' | 'active' | 'paused';

/** Where public events of one topic are pushed to, and how far it has come. */
export type Webhook = Trouble & {
  readonly id: string;
  readonly owner: string;
  readonly url: string;
  readonly topic: string;
  /** Only these public types; null: all of the topic. */
  readonly types: readonly string[] | null;
  /** Only what this unit's subtree names; null: all that the owner may see. */
  readonly unitId: string | null;
  readonly createdAt: Date;
  readonly state: WebhookState;
  readonly reason: string | null;
  readonly generation: number;
  /** Until when the secret before signs too. */
  readonly formerUntil: Date | null;
  /** Of the last event that it has got; empty: none. */
  readonly position: string;
  readonly delivered: number;
  readonly deliveredAt: Date | null;
  readonly nextAt: Date;
  readonly lastError: string | null;
};
