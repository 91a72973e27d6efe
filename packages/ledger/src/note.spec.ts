import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { cosign, cosignedAt } from './cosignature.js';
import { leafHash } from './hash.js';
import { isSignedBy, NoteRefused, parseNote, writeNote } from './note.js';
import { COSIGNATURE, ED25519, KeyUnreadable, newSecret, parseSecret, parseVerifier, signerOf } from './note-key.js';

const seedOf = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const log = signerOf('sohoi.example/so', ED25519, seedOf(1));
const witness = signerOf('witness.example/w', COSIGNATURE, seedOf(2));
const checkpoint = { origin: 'sohoi.example/so', size: 20_852_163, root: leafHash(Buffer.from('a')), extensions: [] };
const signed = await signCheckpoint(checkpoint, log);

// The example in the documentation of Go's golang.org/x/mod/sumdb/note.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const QUOTE =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('a signed note', () => {
  it('of another implementation is read, checked, and written again to the letter', () => {
    const note = parseNote(QUOTE);
    expect(isSignedBy(note, parseVerifier(PETER))).toBe(true);
    expect(writeNote(note)).toBe(QUOTE);
    expect(parseVerifier(PETER).text).toBe(PETER);
  });

  it('is the one that another implementation signs with the same key', async () => {
    const peter = parseSecret('PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz');
    const { text, signatures } = parseNote(QUOTE);
    expect(peter.verifier.text).toBe(PETER);
    expect(Buffer.from(await peter.sign(Buffer.from(text)))).toEqual(Buffer.from(signatures[0]?.bytes ?? []));
  });

  it('with a letter changed anywhere is refused, or is no longer signed', () => {
    fc.assert(
      fc.property(fc.nat(QUOTE.length - 1), fc.constantFrom('a', 'B', ' ', '\n', '+', '\0', '\ud800'), (n, letter) => {
        fc.pre(QUOTE[n] !== letter);
        const bent = QUOTE.slice(0, n) + letter + QUOTE.slice(n + 1);
        try {
          expect(isSignedBy(parseNote(bent), parseVerifier(PETER))).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(NoteRefused);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('too long, or with too many signatures, is not looked at', () => {
    const line = QUOTE.slice(QUOTE.indexOf('—'));
    expect(() => parseNote(`a\n\n${line.repeat(101)}`)).toThrow(/at most 100 signatures/);
    expect(() => parseNote(`${'a'.repeat(1_000_000)}\n\n${line}`)).toThrow(/at most 1000000 bytes/);
  });
});

describe('a key', () => {
  it.each([
    ...['', 'a+b', PETER.replace('c74f', 'c74e'), PETER.replace('ARpc', 'ARpd'), PETER.replace('+ARpc', '+ApcR')],
    ...[`${PETER}AAAA`, PETER.replace('Peter', ''), PETER.slice(0, -4), PETER.replace('PeterNeumann', '')],
  ])('that is damaged is refused: %s', (text) => {
    expect(() => parseVerifier(text)).toThrow(KeyUnreadable);
  });

  it('that is secret is made anew each time, and read again; a damaged one is refused without a word of it', () => {
    const secret = newSecret('sohoi.example/so');
    expect(parseSecret(`${secret}\n`).verifier).toMatchObject({ name: 'sohoi.example/so', kind: ED25519 });
    expect(newSecret('sohoi.example/so')).not.toBe(secret);
    const [, , , id = '', ...key] = secret.split('+');
    for (const bent of ['', 'x', secret.slice(0, -8), secret.replace(id, '00000000'), secret.replace('/so', '/os')]) {
      expect(() => parseSecret(bent)).toThrow(KeyUnreadable);
      expect(() => parseSecret(bent)).not.toThrow(key.join('+').slice(4, 20));
    }
  });

  it('has a name without spaces and plus signs, and 32 bytes', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b'])
      expect(() => signerOf(name, ED25519, seedOf(1))).toThrow(KeyUnreadable);
    expect(() => signerOf('a', ED25519, new Uint8Array(31))).toThrow(/has not 32 bytes/);
  });
});

describe('a checkpoint', () => {
  it('comes back as it was signed', () => {
    const text = fc.stringMatching(/^[^\s\p{C}]{1,20}$/u);
    fc.assert(
      fc.property(text, fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.array(text), (...some) => {
        const [origin, size, root, extensions] = some;
        const one = { origin, size, root: Buffer.from(root), extensions };
        expect(parseCheckpoint(checkpointText(one))).toEqual(one);
      }),
    );
    expect(openCheckpoint(signed, log.verifier)).toMatchObject(checkpoint);
  });

  it('of another log, of another key, truncated or forged is refused', () => {
    const open =
      (text: string, key = log.verifier) =>
      () =>
        openCheckpoint(text, key);
    expect(open(signed, signerOf('sohoi.example/other', ED25519, seedOf(1)).verifier)).toThrow(
      /is of sohoi.example\/so/,
    );
    expect(open(signed, signerOf('sohoi.example/so', ED25519, seedOf(3)).verifier)).toThrow(/is not signed by/);
    expect(open(signed, witness.verifier)).toThrow(/is none for checkpoints/);
    expect(open(signed.replace('20852163', '20852164'))).toThrow(/signature of sohoi.example\/so is false/);
    for (let end = 0; end < signed.length; end += 1) expect(open(signed.slice(0, end))).toThrow(NoteRefused);
  });

  it.each([
    '',
    'a\n1\n',
    'a\n01\nAA==\n',
    'a\n-1\nAA==\n',
    'a\n1\nAA==\n',
    '\n1\nAA==\n',
    `${checkpointText(checkpoint)}\n`,
  ])('that is malformed is refused: %j', (text) => expect(() => parseCheckpoint(text)).toThrow(NoteRefused));
});

const note = await cosign(parseNote(signed), witness, 1_679_315_147);

describe('a witness', () => {
  it('adds a line that tells when the checkpoint was seen, and leaves the signature of the log as it is', () => {
    expect(cosignedAt(note, witness.verifier)).toBe(1_679_315_147);
    expect(cosignedAt(parseNote(signed), witness.verifier)).toBeUndefined();
    expect(openCheckpoint(writeNote(note), log.verifier)).toMatchObject(checkpoint);
  });

  it('is not believed if its line was made for another time or text, or with another kind of key', async () => {
    const [first, second] = note.signatures;
    if (!first || !second) throw new Error('two signatures were made');
    const later = Buffer.from(second.bytes);
    later[7] = (later[7] ?? 0) + 1;
    const bent = (text: string, bytes: Uint8Array) => () =>
      cosignedAt({ text, signatures: [first, { ...second, bytes }] }, witness.verifier);
    expect(bent(note.text, later)).toThrow(/cosignature of witness.example\/w is false/);
    expect(bent(note.text.replace('2', '3'), second.bytes)).toThrow(NoteRefused);
    expect(bent(note.text, second.bytes.subarray(0, 8))).toThrow(NoteRefused);
    expect(() => cosignedAt(note, log.verifier)).toThrow(/none for cosignatures/);
    await expect(cosign(note, log, 1)).rejects.toThrow(/none for cosignatures/);
  });

  // The example of c2sp.org/tlog-cosignature has no key beside it; its key id and time can be read all the same.
  it('writes its time and id where c2sp.org/tlog-cosignature has them', () => {
    const line =
      'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';
    const ours = parseNote(`a\n\n— w ${line}\n`).signatures[0];
    expect(Buffer.from(ours?.bytes ?? []).readBigUInt64BE(0)).toBe(1_679_315_147n);
    expect(ours?.bytes.length).toBe(72);
    expect(note.signatures[1]?.bytes.length).toBe(72);
  });
});
