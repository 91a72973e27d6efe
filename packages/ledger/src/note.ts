import type { Signer, Verifier } from './note-key.js';

/** A text and the lines of those who signed it (c2sp.org/signed-note). */
export type Note = {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly Signature[];
};

export type Signature = { readonly name: string; readonly id: number; readonly bytes: Uint8Array };

/** What came is no signed note, or none that can be trusted. */
export class NoteRefused extends Error {
  override readonly name = 'NoteRefused';
}

/** A longer one is not looked at; a checkpoint has some hundred bytes, and a witness adds about 120. */
const MAX_BYTES = 1_000_000;
const MAX_SIGNATURES = 100;

const SIGNATURE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** A control character other than a newline, or half of a character. */
const NO_TEXT = /[^\n\u{20}-\u{10ffff}]|\p{Surrogate}/u;

/** @throws NoteRefused if it is not in the form of a signed note; who signed it is not asked */
export const parseNote = (note: string): Note => {
  if (Buffer.byteLength(note) > MAX_BYTES) throw new NoteRefused(`a note has at most ${MAX_BYTES} bytes`);
  if (NO_TEXT.test(note)) throw new NoteRefused('a note is UTF-8 without control characters');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteRefused('a note is a text, an empty line and lines of signatures');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteRefused(`a note has at most ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
};

const parseSignature = (line: string): Signature => {
  const [, name, base64] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (name === undefined || bytes.length < 5 || bytes.toString('base64') !== base64) {
    throw new NoteRefused('a line of a signature cannot be read');
  }
  return { name, id: bytes.readUInt32BE(0), bytes: bytes.subarray(4) };
};

/** Ends in a newline. */
export const signatureLine = ({ name, id, bytes }: Signature): string => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(id);
  return `— ${name} ${Buffer.concat([head, bytes]).toString('base64')}\n`;
};

export const writeNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(signatureLine).join('')}`;

/** The lines of this key: one of the same name with another id is another's. */
export const signaturesOf = ({ signatures }: Note, { name, id }: Verifier): readonly Signature[] =>
  signatures.filter((one) => one.name === name && one.id === id);

/**
 * Whether the note is signed with this key; a signature of another key says nothing.
 * @throws NoteRefused if there is a line of this very key that is false
 */
export const isSignedBy = (note: Note, verifier: Verifier): boolean => {
  const own = signaturesOf(note, verifier);
  if (own.every(({ bytes }) => verifier.check(Buffer.from(note.text), bytes))) return own.length > 0;
  throw new NoteRefused(`the signature of ${verifier.name} is false`);
};

/** A text with one signature; others add theirs. */
export const signNote = async (text: string, { verifier: { name, id }, sign }: Signer): Promise<Note> => ({
  text,
  signatures: [{ name, id, bytes: await sign(Buffer.from(text)) }],
});
