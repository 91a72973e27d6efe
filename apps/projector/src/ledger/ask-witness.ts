import { consistencyProof, addCheckpointBody, cosignatureIn, NoteRefused, parseNote } from '@sohoi/ledger';
import type { Cosignature, TileReader } from '@sohoi/ledger';
import type { SignedCheckpoint } from '@sohoi/ledger-postgres';
import type { Witness } from './witness-setting.js';

/** What the witness has seen of this log is not the beginning of what is signed now: one of two histories is not true. */
export class SeenOtherwise extends Error {
  override readonly name = 'SeenOtherwise';
}

/** The witness gave no cosignature, now. */
export class NotCosigned extends Error {
  override readonly name = 'NotCosigned';
}

/** Milliseconds for an answer. */
const PATIENCE = 10_000;
/** Bytes of an answer: some lines of 120. */
const MOST = 16_384;

type Asked = { readonly checkpoint: SignedCheckpoint; readonly read: TileReader; readonly signal: AbortSignal };
type Answer = { readonly status: number; readonly text: string };

/**
 * Asks a witness to cosign a checkpoint (c2sp.org/tlog-witness); once more with the size that it says to know.
 * @param from leaves of the tree that it is thought to know; 0 if none
 * @throws SeenOtherwise, NotCosigned, and what `fetch` throws for one that is out of reach
 */
export const askWitness = async (witness: Witness, asked: Asked, from: number): Promise<Cosignature> => {
  const { checkpoint } = asked;
  const { name } = witness.verifier;
  let old = from;
  let answer = await send(witness, asked, old);
  const known = answer.status === 409 ? sizeIn(answer.text) : undefined;
  if (known !== undefined && known !== old) {
    if (known > checkpoint.size) {
      throw new NotCosigned(
        `${name} has seen ${known} leaves of this log already, and ${checkpoint.size} are signed here`,
      );
    }
    old = known;
    answer = await send(witness, asked, old);
  }
  if (answer.status === 200) {
    try {
      return cosignatureIn(answer.text, parseNote(checkpoint.signed).text, witness.verifier);
    } catch (error) {
      if (!(error instanceof NoteRefused)) throw error;
      throw new NotCosigned(`${name} answered without a cosignature: ${error.message}`, { cause: error });
    }
  }
  // Where the sizes were the same, the roots are not; another size is what it was told by somebody else meanwhile.
  const otherRoot = answer.status === 409 && old === checkpoint.size && sizeIn(answer.text) === old;
  if (answer.status === 422 || otherRoot) {
    throw new SeenOtherwise(`${name} has seen another history of this log than that of ${checkpoint.size} leaves`);
  }
  throw new NotCosigned(`${name} answered ${answer.status}${WHY[answer.status] ?? ''}`);
};

const WHY: Readonly<Record<number, string>> = {
  403: ': it does not know the key of this log',
  404: ': it does not know this log',
  409: ': it was asked by another meanwhile',
};

const send = async ({ url }: Witness, { checkpoint, read, signal }: Asked, from: number): Promise<Answer> => {
  const proof = await consistencyProof(read, from, checkpoint.size);
  const response = await fetch(new URL('add-checkpoint', url), {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: addCheckpointBody(from, proof, checkpoint.signed),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
  });
  return { status: response.status, text: await textOf(response) };
};

const textOf = async (response: Response): Promise<string> => {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > MOST) throw new NotCosigned(`${new URL(response.url).host} answered with more than ${MOST} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const sizeIn = (text: string): number | undefined => {
  const [, digits] = /^(0|[1-9]\d{0,15})\n$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
};
