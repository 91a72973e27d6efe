import { describe, expect, it } from '@jest/globals';
import { code, id, masked, name, personal } from '@sohoi/fields';
import { z } from 'zod';
import { createMemoryPersonKeys, createMemorySecrets } from './memory-keys.js';
import { createSealer } from './sealer.js';

const catalog = {
  Joined: {
    schemaVersion: 1,
    schema: z.strictObject({
      memberId: id,
      fullName: personal(name, 'memberId'),
      group: masked(code, 'memberId').optional(),
      standing: z.strictObject({ groups: z.array(masked(code, 'memberId')) }).optional(),
    }),
  },
};
const sealer = createSealer({
  personKeys: createMemoryPersonKeys(),
  secrets: createMemorySecrets(),
  streams: [{ category: 'member', catalog }],
});
const joined = (data: object) => ({ id: 'e', type: 'Joined', stream: 'member-1', data: { fullName: 'X', ...data } });
const { mask } = sealer.masker;

describe('events without masked codes', () => {
  it.each([
    ['masked', joined({ group: mask('elderly') })],
    ['recorded in the clear', joined({ group: 'elderly' })],
  ])('have null in the place of a code that is %s', (_how, event) => {
    expect(sealer.withoutCodes([event])).toEqual([joined({ group: null })]);
  });

  it.each([0, 1, 2])('have null in the place of a list of %i, so that nothing tells how many', (many) => {
    const groups = ['elderly', 'religion'].slice(0, many).map(mask);
    expect(sealer.withoutCodes([joined({ standing: { groups } })])).toEqual([joined({ standing: { groups: null } })]);
  });

  it('are as they were without any', () => {
    const plain = [joined({}), { ...joined({}), type: 'Other' }, { ...joined({}), stream: 'unit-1' }];
    const shown = sealer.withoutCodes(plain);
    plain.forEach((event, n) => expect(shown[n]).toBe(event));
  });
});
