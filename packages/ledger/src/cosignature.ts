import { NoteRefused, signaturesOf } from './note.js';
import type { Note } from './note.js';
import { COSIGNATURE } from './note-key.js';
import type { Signer, Verifier } from './note-key.js';

/** Eight bytes of the time, then those of Ed25519. */
const TIME_BYTES = 8;

/** What a witness signs: that it has seen this checkpoint, and when (c2sp.org/tlog-cosignature, `cosignature/v1`). */
const message = (text: string, seconds: bigint): Uint8Array => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

const timeOf = (bytes: Uint8Array): bigint => Buffer.from(bytes).readBigUInt64BE(0);

const isTrue = (text: string, bytes: Uint8Array, witness: Verifier): boolean =>
  bytes.length > TIME_BYTES && witness.check(message(text, timeOf(bytes)), bytes.subarray(TIME_BYTES));

/**
 * When a witness saw this checkpoint, in seconds since 1970; undefined if it did not cosign it.
 * @throws NoteRefused if its line is false
 */
export const cosignedAt = (note: Note, witness: Verifier): number | undefined => {
  if (witness.kind !== COSIGNATURE) throw new NoteRefused(`the key of ${witness.name} is none for cosignatures`);
  let last: number | undefined;
  for (const { bytes } of signaturesOf(note, witness)) {
    if (!isTrue(note.text, bytes, witness)) throw new NoteRefused(`the cosignature of ${witness.name} is false`);
    last = Math.max(last ?? 0, Number(timeOf(bytes)));
  }
  return last;
};

/** Adds the line of a witness, who has checked before that the log was only added to. */
export const cosign = async (
  note: Note,
  { verifier: { name, id, kind }, sign }: Signer,
  seconds: number,
): Promise<Note> => {
  if (kind !== COSIGNATURE) throw new NoteRefused(`the key of ${name} is none for cosignatures`);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const bytes = Buffer.concat([time, await sign(message(note.text, BigInt(seconds)))]);
  return { ...note, signatures: [...note.signatures, { name, id, bytes }] };
};
