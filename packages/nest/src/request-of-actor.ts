import type { BlindIndex } from '@sohoi/sealing';
import type { Request } from 'express';
import type { Actor } from './actor.js';

/** A request once the guard has seen it. */
export type RequestOfActor = Request & {
  actor?: Actor;
  /** Whose token it is, once that is believed and whatever her rights are. */
  who?: string;
  /** Hashes with a key of the ledger: that of a body with a name in it can be guessed by nobody else. */
  hashOf?: BlindIndex['hashOf'];
};
