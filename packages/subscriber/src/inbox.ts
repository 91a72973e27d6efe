import type { CloudEvent } from './cloud-event.js';
import type { Unreadable } from './event-source.js';

/** What is known of a subject: its last event that took effect, and whether those behind it wait for a person. */
export type Known = { readonly version: number; readonly sequence: string | undefined; readonly parked: boolean };

export type DeadLetter = {
  readonly source: string;
  readonly subject: string;
  readonly sequence: string;
  readonly event: CloudEvent;
  readonly reason: string;
  /** How often it was tried; 0 for one that waits behind another of its subject. */
  readonly attempts: number;
};

/** An event as far as its place in the log is concerned. */
export type Placed = Pick<CloudEvent, 'source' | 'subject' | 'sequence' | 'streamversion'>;

/** `source` and `subject` of an event as one key: a blank is in neither. */
export const subjectKey = ({ source, subject }: Pick<CloudEvent, 'source' | 'subject'>): string =>
  `${source} ${subject}`;

/** One transaction: effects and what is known of them are there together, or neither. */
export type InboxTransaction<Effects> = {
  /** What the effects are written with, e.g. a connection inside this transaction. */
  readonly effects: Effects;
  /** What is known of these subjects, held against others until the end; by {@link subjectKey}. */
  hold(events: readonly Placed[]): Promise<ReadonlyMap<string, Known>>;
  took(events: readonly Placed[]): Promise<void>;
  park(letter: DeadLetter): Promise<void>;
  /** What waits of a subject, in order. */
  parkedOf(subject: Pick<CloudEvent, 'source' | 'subject'>): Promise<readonly DeadLetter[]>;
  /** Nothing of the subject waits any more. */
  release(subject: Pick<CloudEvent, 'source' | 'subject'>): Promise<void>;
  setAside(line: string, unreadable: readonly Unreadable[]): Promise<void>;
  reached(line: string, place: string): Promise<void>;
  /** A snapshot holds the events of this source up to this sequence. @returns false if one was loaded before; it stays */
  loaded(source: string, upTo: string): Promise<boolean>;
};

/** Where a subscriber keeps how far it is. */
export type Inbox<Effects> = {
  placeOf(line: string): Promise<string | undefined>;
  /** By their source, the sequence up to which events are in a snapshot that was loaded. */
  loadedUpTo(): Promise<ReadonlyMap<string, string>>;
  /** What is known of these subjects, not held. */
  known(events: readonly CloudEvent[]): Promise<ReadonlyMap<string, Known>>;
  inTransaction<Result>(work: (transaction: InboxTransaction<Effects>) => Promise<Result>): Promise<Result>;
  /** What waits, of all subjects, in order; at most so many. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Whether it answers: what fails while it does not is no fault of an event. */
  answers(): Promise<boolean>;
  /** Whether a transaction failed by no fault of what it did: its connection was cut, or it stood in another one's way. */
  passes(error: unknown): boolean;
};
