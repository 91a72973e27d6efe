import { describe, expect, it } from '@jest/globals';
import { COSIGNATURE, ED25519, signerOf } from '@sohoi/ledger';
import { BadWitness, witnessesIn } from './witness-setting.js';

const keyOf = (name: string, kind: typeof COSIGNATURE | typeof ED25519 = COSIGNATURE): string =>
  signerOf(name, kind, new Uint8Array(32).fill(7)).verifier.text;
const [first, second] = [keyOf('w.example/1'), keyOf('w.example/2')];

describe('the setting of witnesses', () => {
  it('has keys and addresses in turn, over lines or spaces', () => {
    expect(witnessesIn(' ')).toEqual([]);
    const found = witnessesIn(`${first} https://one.example\n  ${second} http://two.example:8080/w/ \n`);
    expect(found.map(({ verifier, url }) => [verifier.name, url.href])).toEqual([
      ['w.example/1', 'https://one.example/'],
      ['w.example/2', 'http://two.example:8080/w/'],
    ]);
  });

  it.each([
    [first, 'its address, http:// or https://, not ""'],
    [`${first} ftp://one.example`, 'its address, http:// or https://'],
    [`${first} https://me:secret@one.example`, 'its address, http:// or https://'],
    [`${first} ${second}`, 'its address, http:// or https://'],
    [`https://one.example ${first}`, '"https://one.example" is no key of a witness'],
    [`${first.slice(0, -3)} https://one.example`, 'is no key of a witness'],
    [`${keyOf('log.example', ED25519)} https://one.example`, 'the key of log.example is none for cosignatures'],
    [`${first} https://one.example ${first} https://two.example`, 'w.example/1 is named twice'],
    [Array(21).fill(`${first} https://one.example`).join(' '), 'at most 20 witnesses are asked, not 21'],
  ])('is refused: %s', (text, why) => {
    expect(() => witnessesIn(text)).toThrow(BadWitness);
    expect(() => witnessesIn(text)).toThrow(why);
  });
});
