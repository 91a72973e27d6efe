import { openCheckpoint } from './checkpoint.js';
import type { Checkpoint } from './checkpoint.js';
import { HASH_BYTES } from './hash.js';
import type { Hash } from './hash.js';
import { NoteRefused } from './note.js';
import type { Note } from './note.js';
import type { Verifier } from './note-key.js';
import { verifyInclusion } from './proof.js';

/** That a leaf is in the log, for who has the log's public key and nothing else (c2sp.org/tlog-proof). */
export type Receipt = {
  /** Place of the leaf in the log, from 0. */
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed checkpoint, whole. */
  readonly checkpoint: string;
  /** What helps to find the leaf again; nobody vouches for it. */
  readonly extra?: Uint8Array | undefined;
};

const HEADER = 'c2sp.org/tlog-proof@v1';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const writeReceipt = ({ index, proof, checkpoint, extra }: Receipt): string =>
  [HEADER, ...(extra ? [`extra ${base64(extra)}`] : []), `index ${index}`, ...proof.map(base64), '', checkpoint].join(
    '\n',
  );

/** @throws NoteRefused */
export const parseReceipt = (text: string): Receipt => {
  const end = text.indexOf('\n\n');
  const [header, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (header !== HEADER) throw new NoteRefused(`a receipt begins with ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') ? bytesOf(lines.shift()?.slice('extra '.length)) : undefined;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  if (index === undefined || !Number.isSafeInteger(Number(index))) {
    throw new NoteRefused('a receipt tells the index of its leaf');
  }
  const proof = lines.map(bytesOf);
  if (proof.some((one) => one.length !== HASH_BYTES)) {
    throw new NoteRefused(`each line of a proof is a hash of ${HASH_BYTES} bytes`);
  }
  return { index: Number(index), proof, checkpoint: text.slice(end + 2), ...(extra && { extra }) };
};

const bytesOf = (line: string | undefined): Uint8Array => {
  if (line === undefined || !BASE64.test(line)) throw new NoteRefused('a line of a receipt is not in base64');
  return Buffer.from(line, 'base64');
};

/**
 * The checkpoint under which a leaf is in the log.
 * @throws NoteRefused if the receipt is malformed, its checkpoint is not the log's, or the leaf is not in that tree
 */
export const openReceipt = (text: string, leaf: Hash, log: Verifier): Checkpoint & { readonly note: Note } => {
  const { index, proof, checkpoint: signed } = parseReceipt(text);
  const checkpoint = openCheckpoint(signed, log);
  if (!verifyInclusion(proof, leaf, index, checkpoint)) {
    throw new NoteRefused(`the proof does not lead from the leaf at ${index} to the checkpoint's root`);
  }
  return checkpoint;
};
