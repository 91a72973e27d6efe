import { describe, expect, it } from '@jest/globals';
import { signCheckpoint } from './checkpoint.js';
import { cosign } from './cosignature.js';
import { EMPTY_ROOT } from './hash.js';
import { NoteRefused, parseNote, writeNote } from './note.js';
import type { Note } from './note.js';
import { COSIGNATURE, ED25519, signerOf } from './note-key.js';
import { addCheckpointBody, cosignatureIn } from './witness.js';

const seed = (n: number) => new Uint8Array(32).fill(n);
const log = signerOf('so-hoi.example/log', ED25519, seed(1));
const witness = signerOf('witness.example/w1', COSIGNATURE, seed(2));
const other = signerOf('witness.example/w1', COSIGNATURE, seed(3));

const signed = await signCheckpoint({ origin: log.verifier.name, size: 9, root: EMPTY_ROOT, extensions: [] }, log);
const note = parseNote(signed);

/** The lines that were added to the log's own. */
const linesOf = ({ signatures }: Note): string => writeNote({ text: '', signatures: signatures.slice(1) }).slice(1);

describe('what a witness is sent', () => {
  it('is the size that it knows, the hashes, an empty line, and the checkpoint', () => {
    expect(addCheckpointBody(7, [seed(0), seed(255)], signed)).toBe(
      `old 7\n${Buffer.from(seed(0)).toString('base64')}\n${Buffer.from(seed(255)).toString('base64')}\n\n${signed}`,
    );
    expect(addCheckpointBody(0, [], signed)).toBe(`old 0\n\n${signed}`);
    expect(() => addCheckpointBody(1, Array(64).fill(seed(0)), signed)).toThrow('at most 63 hashes');
  });
});

describe('the answer of a witness', () => {
  it('gives its line, whoever else has signed', async () => {
    const both = await cosign(await cosign(note, other, 5), witness, 1_700_000_000);
    const { line, seconds } = cosignatureIn(linesOf(both), note.text, witness.verifier);
    expect(seconds).toBe(1_700_000_000);
    expect(writeNote(await cosign(note, witness, 1_700_000_000))).toBe(signed + line);
  });

  it.each([
    ['lines of another key', async () => linesOf(await cosign(note, other, 5))],
    ['a false line', async () => linesOf(await cosign({ ...note, text: 'another\n' }, witness, 5))],
    ['nothing', () => Promise.resolve('')],
    ['no line', () => Promise.resolve('{"ok": true}\n')],
  ])('is refused if it is %s', async (_what, answer) => {
    const given = await answer();
    expect(() => cosignatureIn(given, note.text, witness.verifier)).toThrow(NoteRefused);
  });

  it('is refused if its line is false', async () => {
    const line = linesOf(await cosign(note, witness, 5));
    const altered = note.text.replace('\n9\n', '\n8\n');
    expect(() => cosignatureIn(line, altered, witness.verifier)).toThrow(
      'the cosignature of witness.example/w1 is false',
    );
  });
});
