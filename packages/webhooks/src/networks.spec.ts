import { describe, expect, it } from '@jest/globals';
import { networksIn, NoNetwork } from './networks.js';

const PRIVATE = [
  ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
  ...['255.255.255.255', '192.0.2.1', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1'],
  ...['64:ff9b::a00:1', '2002:a00:1::', 'ff02::1', '::7f00:1', '::a00:1', '100:0:0:1::1', 'no address', ''],
];

describe('where messages may be sent', () => {
  it.each(PRIVATE)('is not %s', (address) => {
    expect(networksIn().allow(address, true)).toBe(false);
  });

  it.each(['1.1.1.1', '203.113.131.1', '2400:cb00::1', '::ffff:1.1.1.1'])('is %s, by TLS alone', (address) => {
    expect(networksIn().allow(address, true)).toBe(true);
    expect(networksIn().allow(address, false)).toBe(false);
  });

  it('is a network of ours that is listed, with TLS or without, and no other', () => {
    const networks = networksIn('10.20.0.0/16, fd00:20::/32');
    for (const address of ['10.20.255.1', 'fd00:20::1', '::ffff:10.20.0.1']) {
      expect([networks.allow(address, true), networks.allow(address, false)]).toEqual([true, true]);
    }
    expect(networks.allow('10.21.0.1', true)).toBe(false);
    expect(networks.allow('fd00:21::1', true)).toBe(false);
  });

  it.each(['10.20.0.0', 'intranet', '10.0.0.0/33'])('is not read from %s', (text) => {
    expect(() => networksIn(text)).toThrow(NoNetwork);
    expect(() => networksIn(text)).toThrow(text);
  });
});
