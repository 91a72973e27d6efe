import { describe, expect, it } from '@jest/globals';
import { networkOf, rateOf } from './rate-limits.js';

describe('a rate', () => {
  it('lets so many through, then says how many seconds to wait, to each by itself', async () => {
    const rate = rateOf(2);
    expect([await rate.take('a'), await rate.take('a')]).toEqual([null, null]);
    const wait = await rate.take('a');
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(10);
    expect(await rate.take('b')).toBeNull();
  });

  it('of 0 is none', async () => {
    const rate = rateOf(0);
    for (let n = 0; n < 5; n += 1) expect(await rate.take('a')).toBeNull();
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
