import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signCheckpoint } from './checkpoint.js';
import { leafHash } from './hash.js';
import { NoteRefused } from './note.js';
import { ED25519, signerOf } from './note-key.js';
import { inclusionProof } from './proof.js';
import { openReceipt, parseReceipt, writeReceipt } from './receipt.js';
import { tilePath } from './tile.js';
import { treeBuilder } from './tree-builder.js';

const SIZE = 700;
const log = signerOf('sohoi.example/so', ED25519, new Uint8Array(32).fill(7));
const leafOf = (n: number) => leafHash(Buffer.from(`event ${n}`));
const builder = treeBuilder();
for (let n = 0; n < SIZE; n += 1) builder.add(leafOf(n));
const tiles = new Map(builder.takeTiles().map(({ bytes, ...tile }) => [tilePath(tile), bytes]));
const head = { origin: log.verifier.name, size: SIZE, root: builder.root(), extensions: [] };
const checkpoint = await signCheckpoint(head, log);

const receiptOf = async (index: number): Promise<string> => {
  const read = (tile: Parameters<typeof tilePath>[0]) => Promise.resolve(tiles.get(tilePath(tile)) ?? new Uint8Array());
  const proof = await inclusionProof(read, index, SIZE);
  return writeReceipt({ index, proof, checkpoint, extra: Buffer.from(`event ${index}`) });
};

describe('a receipt', () => {
  it('shows with the public key alone that its leaf is in the log, and says nothing of another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), async (index) => {
        const receipt = await receiptOf(index);
        expect(openReceipt(receipt, leafOf(index), log.verifier)).toMatchObject(head);
        expect(() => openReceipt(receipt, leafOf(index + 1), log.verifier)).toThrow(/does not lead from the leaf/);
        expect(writeReceipt(parseReceipt(receipt))).toBe(receipt);
      }),
      { numRuns: 30 },
    );
  });

  it('that was cut or changed is refused', async () => {
    const receipt = await receiptOf(3);
    for (let end = 0; end < receipt.length; end += 7) {
      expect(() => openReceipt(receipt.slice(0, end), leafOf(3), log.verifier)).toThrow(NoteRefused);
    }
    const bent = [
      receipt.replace('index 3', 'index 4'),
      receipt.replace('@v1', '@v2'),
      receipt.replace('index 3', 'index 03'),
    ];
    for (const one of bent) expect(() => openReceipt(one, leafOf(3), log.verifier)).toThrow(NoteRefused);
    expect(() => openReceipt(receipt.replace('extra ', 'extra !'), leafOf(3), log.verifier)).toThrow(/not in base64/);
  });
});
