import { describe, expect, it } from '@jest/globals';
import { personal } from '@sohoi/fields';
import { z } from 'zod';
import { createSimulatedSealer, simulatedKeys } from './simulated-keys.js';

const someone = '0197a7c0-0000-7000-8000-000000000001';
const catalog = {
  Noted: {
    schemaVersion: 1,
    schema: z.strictObject({
      memberId: z.string(),
      a: personal(z.string(), 'memberId'),
      b: personal(z.string(), 'memberId'),
    }),
  },
};
const noted = (id: string, a: string, b: string) => ({
  id,
  type: 'Noted',
  schemaVersion: 1,
  data: { memberId: someone, a, b },
  metadata: { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: 'h' },
});

const seal = async (seed: number, ...events: ReturnType<typeof noted>[]): Promise<string> => {
  const sealer = createSimulatedSealer(simulatedKeys(seed), [{ category: 'note', catalog }]);
  return JSON.stringify((await sealer.sealEvents('note-1', events)).map(({ data }) => data));
};

describe('a sealer with the keys of a seed', () => {
  it('seals the same to the same bytes, and with another seed to others', async () => {
    const event = noted('e1', 'Vân', 'Vân');
    expect(await seal(7, event)).toBe(await seal(7, event));
    expect(await seal(7, event)).not.toBe(await seal(8, event));
    expect(await seal(7, event)).not.toContain('Vân');
  });

  it('never uses a nonce for two texts of a person', async () => {
    const texts = await seal(7, noted('e1', 'Vân', 'Vân'), noted('e2', 'Vân', 'An'), noted('e1', 'An', 'Vân'));
    const nonces = [...texts.matchAll(/"1\.(.{16})/g)].map(([, nonce]) => nonce);
    expect(nonces).toHaveLength(6);
    // The very same field, event and text is the one that is the same.
    expect(new Set(nonces).size).toBe(5);
  });

  it('opens what it sealed', async () => {
    const sealer = createSimulatedSealer(simulatedKeys(7), [{ category: 'note', catalog }]);
    const [sealed] = await sealer.sealEvents('note-1', [noted('e1', 'Vân', 'An')]);
    if (!sealed) throw new Error('nothing was sealed');
    const [opened] = await sealer.openEvents([{ ...sealed, stream: 'note-1' }], { sensitive: true });
    expect(opened?.data).toEqual({ memberId: someone, a: 'Vân', b: 'An' });
  });
});
