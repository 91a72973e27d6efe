import type { Position } from '@sohoi/event-store';
import type { Skips } from './skips.js';
import { pause } from './while-held.js';

/** Milliseconds between looks for a decision. */
const LOOK = 500;

/**
 * Waits until somebody has decided to pass over the event, or, where none was the reason, until it is time to look
 * again; false if the signal comes first.
 * @param lookAgain milliseconds; up to half as many more by chance
 */
export const mayGoOn = async (
  skips: Skips,
  lookAgain: number,
  name: string,
  position: Position | null,
  signal: AbortSignal,
): Promise<boolean> => {
  if (position === null) {
    await pause(lookAgain + (Math.random() * lookAgain) / 2, signal);
    return !signal.aborted;
  }
  while (!signal.aborted) {
    await pause(LOOK, signal);
    // The log may be out of reach now and again.
    if ((await skips.of(name).catch(() => undefined))?.has(position)) return true;
  }
  return false;
};
