import { cosignedAt, NoteRefused } from '@sohoi/ledger';
import type { Note, Verifier } from '@sohoi/ledger';

/**
 * Who has seen a checkpoint, and when, one line each. All of these witnesses must have: a log that shows different histories
 * to different people finds none that cosigns both.
 * @param of where the checkpoint is from, for a person
 * @throws NoteRefused if one of them has not, or its line is false
 */
export const witnessed = (note: Note, witnesses: readonly Verifier[], of: string): readonly string[] =>
  witnesses.map((witness) => {
    const seconds = cosignedAt(note, witness);
    if (seconds === undefined) throw new NoteRefused(`${of} is not cosigned by ${witness.name}`);
    return `${of} was seen by ${witness.name} at ${new Date(seconds * 1000).toISOString()}`;
  });
