import type { Position } from '@sohoi/event-store';

/** A person's word that an event is not to be projected. */
export type Skip = {
  readonly projection: string;
  readonly version: number;
  readonly position: Position;
  readonly eventId: string;
  readonly reason: string;
  /** The login that asked. */
  readonly by: string;
};

/** Decisions to pass over events, kept in the log itself. */
export type Skips = {
  /** Ids of the events that the projection passes over, in every build and version, by position. */
  of(projection: string): Promise<ReadonlyMap<Position, string>>;
  /** Twice the same is recorded once. */
  record(skip: Skip): Promise<void>;
};

export const noSkips: Skips = {
  of: () => Promise.resolve(new Map()),
  record: () => Promise.reject(new Error('decisions to pass over events are kept nowhere')),
};
