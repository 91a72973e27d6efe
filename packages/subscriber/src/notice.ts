import type { CloudEvent } from './cloud-event.js';

/** What whoever runs a subscriber wants to know. */
export type Notice =
  | { readonly kind: 'gap'; readonly event: CloudEvent; readonly known: number; readonly filledWith: number }
  | { readonly kind: 'tried-again'; readonly event: CloudEvent; readonly attempt: number; readonly reason: string }
  | { readonly kind: 'set-aside'; readonly event: CloudEvent; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly at: string; readonly reason: string }
  | { readonly kind: 'waiting'; readonly for: string; readonly reason: string };

export type Tell = (notice: Notice) => void;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** One line on standard error; none for numbers that skip because what lies between is not public. */
export const tellOnStderr: Tell = (notice) => {
  if (notice.kind === 'gap' && notice.filledWith === 0) return;
  const says = {
    gap: (n: Notice & { kind: 'gap' }) =>
      `${n.event.subject}: ${n.known} then ${n.event.streamversion}; ${n.filledWith} missed events came with a second reading`,
    'tried-again': (n: Notice & { kind: 'tried-again' }) => `${n.event.id}: try ${n.attempt} failed: ${n.reason}`,
    'set-aside': (n: Notice & { kind: 'set-aside' }) => `${n.event.id} of ${n.event.subject} is set aside: ${n.reason}`,
    unreadable: (n: Notice & { kind: 'unreadable' }) => `${n.at} is no event: ${n.reason}`,
    waiting: (n: Notice & { kind: 'waiting' }) => `waiting for ${n.for}: ${n.reason}`,
  };
  process.stderr.write(`${(says[notice.kind] as (n: Notice) => string)(notice)}\n`);
};
