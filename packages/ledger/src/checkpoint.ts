import { HASH_BYTES } from './hash.js';
import { isSignedBy, NoteRefused, parseNote, signNote, writeNote } from './note.js';
import type { Note } from './note.js';
import { ED25519 } from './note-key.js';
import type { Signer, Verifier } from './note-key.js';
import type { TreeHead } from './proof.js';

/** How large the tree was, and its root: what a log signs, and must never sign twice otherwise (c2sp.org/tlog-checkpoint). */
export type Checkpoint = TreeHead & {
  /** Which log it is. */
  readonly origin: string;
  /** Further lines, which mean what the log says. */
  readonly extensions: readonly string[];
};

export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, String(size), Buffer.from(root).toString('base64'), ...extensions, ''].join('\n');

const SIZE = /^(0|[1-9]\d{0,15})$/;

/** @throws NoteRefused */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [origin = '', size = '', base64 = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  const root = Buffer.from(base64, 'base64');
  const checkpoint = { origin, size: Number(size), root, extensions };
  if (origin === '' || !SIZE.test(size) || !Number.isSafeInteger(checkpoint.size) || root.length !== HASH_BYTES) {
    throw new NoteRefused('a checkpoint is an origin, a size and a root hash, a line each');
  }
  if (extensions.includes('') || checkpointText(checkpoint) !== text) {
    throw new NoteRefused('a checkpoint has no empty lines, and its hash is in plain base64');
  }
  return checkpoint;
};

/** A checkpoint signed by its log, as it is handed to others. */
export const signCheckpoint = async (checkpoint: Checkpoint, signer: Signer): Promise<string> =>
  writeNote(await signNote(checkpointText(checkpoint), signer));

/**
 * A checkpoint that its log has signed; its name is the checkpoint's origin.
 * @throws NoteRefused if it is malformed, of another log, not signed with this key, or falsely
 */
export const openCheckpoint = (signed: string, log: Verifier): Checkpoint & { readonly note: Note } => {
  if (log.kind !== ED25519) throw new NoteRefused(`the key of ${log.name} is none for checkpoints`);
  const note = parseNote(signed);
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.origin !== log.name) {
    throw new NoteRefused(`the checkpoint is of ${checkpoint.origin}, not of ${log.name}`);
  }
  if (!isSignedBy(note, log)) throw new NoteRefused(`the checkpoint is not signed by ${log.name}`);
  return { ...checkpoint, note };
};
