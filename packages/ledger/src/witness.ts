import { cosignedAt } from './cosignature.js';
import type { Hash } from './hash.js';
import { NoteRefused, parseNote, signatureLine, signaturesOf } from './note.js';
import type { Verifier } from './note-key.js';

/** A line that a witness adds to a checkpoint, and when it saw it, in seconds since 1970. */
export type Cosignature = { readonly line: string; readonly seconds: number };

/** More hashes than this no tree of 2⁶³ leaves needs, and no witness takes. */
const MAX_HASHES = 63;

/**
 * What a log sends a witness (c2sp.org/tlog-witness, `add-checkpoint`).
 * @param from leaves of the tree that the witness has seen last; 0 if none
 * @param proof that the tree of the checkpoint begins with those
 */
export const addCheckpointBody = (from: number, proof: readonly Hash[], signed: string): string => {
  if (proof.length > MAX_HASHES) throw new RangeError(`a proof has at most ${MAX_HASHES} hashes`);
  const hashes = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
  return `old ${from}\n${hashes.join('')}\n${signed}`;
};

/**
 * The line of a witness in its answer; lines of keys that are not its own are passed over.
 * @param text that of the checkpoint, without signatures
 * @throws NoteRefused if there is none, or a false one
 */
export const cosignatureIn = (answer: string, text: string, witness: Verifier): Cosignature => {
  const note = parseNote(`${text}\n${answer}`);
  const seconds = cosignedAt(note, witness);
  const last = signaturesOf(note, witness).at(-1);
  if (seconds === undefined || !last) throw new NoteRefused(`the answer has no cosignature of ${witness.name}`);
  return { line: signatureLine(last), seconds };
};
