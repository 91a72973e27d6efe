import { describe, expect, it } from '@jest/globals';
import { boundedAdapter, NoRoom } from './bounded.adapter.js';

const opened = (max?: number) => {
  const clock = { now: 1_000_000 };
  const adapter = boundedAdapter(() => clock.now, max);
  return { clock, adapter, tokens: adapter('RefreshToken'), sessions: adapter('Session') };
};

describe('what the provider remembers', () => {
  it('is found by its id, and by the id of a session', async () => {
    const { tokens, sessions } = opened();
    await tokens.upsert('t', { grantId: 'g' }, 60);
    await sessions.upsert('s', { uid: 'u' }, 60);
    expect(await tokens.find('t')).toEqual({ grantId: 'g' });
    expect(await sessions.findByUid('u')).toEqual({ uid: 'u' });
    expect(await sessions.find('t')).toBeUndefined();
    expect(await tokens.findByUid('u')).toBeUndefined();
  });

  it('is gone once it expires', async () => {
    const { clock, tokens, sessions } = opened();
    await tokens.upsert('t', { grantId: 'g' }, 60);
    await sessions.upsert('s', { uid: 'u' }, 60);
    clock.now += 59_999;
    expect(await tokens.find('t')).toBeDefined();
    clock.now += 1;
    expect(await tokens.find('t')).toBeUndefined();
    expect(await sessions.findByUid('u')).toBeUndefined();
  });

  it('is marked as used, so that a second use is seen', async () => {
    const { tokens } = opened();
    await tokens.upsert('t', { grantId: 'g' }, 60);
    await tokens.consume('t');
    await tokens.consume('unknown');
    expect(await tokens.find('t')).toEqual({ grantId: 'g', consumed: 1_000 });
  });

  it('is taken back by itself, or with all of its grant', async () => {
    const { tokens } = opened();
    for (const [id, grantId] of [
      ['a', 'g'],
      ['b', 'g'],
      ['c', 'h'],
      ['d', 'h'],
    ] as const) {
      await tokens.upsert(id, { grantId }, 60);
    }
    await tokens.destroy('d');
    await tokens.revokeByGrantId('g');
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((id) => tokens.find(id)));
    expect(left.map((payload) => payload !== undefined)).toEqual([false, false, true, false]);
  });

  it('of sign-ins under way is never pushed out by new ones, which are refused until one expires', async () => {
    const { clock, adapter } = opened(2);
    const interactions = adapter('Interaction');
    await interactions.upsert('first', {}, 60);
    await interactions.upsert('second', {}, 600);
    await expect(interactions.upsert('flood', {}, 600)).rejects.toThrow(NoRoom);
    await interactions.upsert('first', { result: {} }, 60);
    expect(await interactions.find('first')).toEqual({ result: {} });
    clock.now += 60_000;
    await interactions.upsert('third', {}, 600);
    expect(await interactions.find('second')).toBeDefined();
    expect(await interactions.find('third')).toBeDefined();
  });

  it('of a person stays while there is anything of nobody to go', async () => {
    const { sessions } = opened(2);
    await sessions.upsert('of a person', { accountId: 'a' }, 60);
    for (const id of ['nobody 1', 'nobody 2', 'nobody 3']) await sessions.upsert(id, {}, 60);
    expect(await sessions.find('of a person')).toBeDefined();
    expect(await sessions.find('nobody 3')).toBeDefined();
  });

  it('is never more than there is room for: what has expired goes first, then the oldest', async () => {
    const { clock, tokens, sessions } = opened(3);
    await sessions.upsert('other kind', {}, 60);
    await tokens.upsert('old', {}, 60);
    await tokens.upsert('short', {}, 1);
    await tokens.upsert('new', {}, 60);
    clock.now += 1_000;
    await tokens.upsert('next', {}, 60);
    expect(await tokens.find('old')).toBeDefined();
    await tokens.upsert('last', {}, 60);
    expect(await tokens.find('old')).toBeUndefined();
    for (const id of ['new', 'next', 'last']) expect(await tokens.find(id)).toBeDefined();
    expect(await sessions.find('other kind')).toBeDefined();
  });
});
