import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sealed as sealedSchema } from '@sohoi/fields';
import * as fc from 'fast-check';
import { openField, SealBroken, sealField } from './seal-field.js';

const key = randomBytes(32);
const place = { eventId: 'e-1', path: 'trainees.3.fullName', personId: 'p-1' };

describe('a sealed field', () => {
  it('opens to the very value, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }), (value, text) => {
        for (const one of [value, text]) {
          const back = openField(key, place, sealField(key, place, one));
          expect(JSON.stringify(back)).toBe(JSON.stringify(one));
        }
      }),
    );
  });

  it('has the form that the schema of events asks for', () => {
    const long = 'ữ'.repeat(1000);
    for (const value of ['Nguyễn Thị Ví Dụ', 1990, long]) {
      expect(sealedSchema.safeParse(sealField(key, place, value)).success).toBe(true);
    }
  });

  it('is another text each time, without a trace of the value', () => {
    const texts = Array.from({ length: 50 }, () => sealField(key, place, 'Nguyen Thi Vi Du').sealed);
    expect(new Set(texts).size).toBe(50);
    for (const text of texts) {
      expect(Buffer.from(text.slice(2), 'base64url').includes('Nguyen')).toBe(false);
    }
  });

  it('is as long for one name as for another', () => {
    const lengths = ['An', 'Nguyễn Thị Ví Dụ', 1990, true].map((value) => sealField(key, place, value).sealed.length);
    expect(new Set(lengths).size).toBe(1);
  });

  it('does not open in another event, at another place, for another person or with another key', () => {
    const sealed = sealField(key, place, 'A');
    for (const moved of [{ eventId: 'e-2' }, { path: 'trainees.4.fullName' }, { personId: 'p-2' }]) {
      expect(() => openField(key, { ...place, ...moved }, sealed)).toThrow(SealBroken);
    }
    expect(() => openField(randomBytes(32), place, sealed)).toThrow(SealBroken);
    expect(() => openField(key, { eventId: 'e-1","x', path: '', personId: '' }, sealed)).toThrow(SealBroken);
  });

  it('does not open if any bit of it was altered, or a part is missing', () => {
    const { sealed } = sealField(key, place, 'Nguyễn Thị Ví Dụ');
    const bytes = Buffer.from(sealed.slice(2), 'base64url');
    const altered = Array.from(bytes, (byte, at) => {
      const copy = Buffer.from(bytes);
      copy[at] = byte ^ 1;
      return copy;
    });
    for (const one of [...altered, bytes.subarray(0, -1), bytes.subarray(1), Buffer.alloc(0), bytes.subarray(0, 27)]) {
      expect(() => openField(key, place, { sealed: `1.${one.toString('base64url')}` })).toThrow(SealBroken);
    }
    expect(() => openField(key, place, { sealed: sealed.slice(2) })).toThrow(SealBroken);
    expect(() => openField(key, place, { sealed: `2.${sealed.slice(2)}` })).toThrow(SealBroken);
  });

  it('says in its error where it is, not what is in it', () => {
    const { sealed } = sealField(key, place, 'Nguyễn Thị Ví Dụ');
    const error = (() => {
      try {
        return openField(key, { ...place, personId: 'p-2' }, { sealed });
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ eventId: 'e-1', path: 'trainees.3.fullName' });
    expect(String(error)).not.toContain(sealed);
  });
});
