import { describe, expect, it } from '@jest/globals';
import { DEFAULT_EDGES, edgesFrom } from './edges.js';

describe('the settings of the edge', () => {
  it('have a limit each where nothing is said', () => {
    expect(edgesFrom({})).toEqual(DEFAULT_EDGES);
    expect(
      Math.min(DEFAULT_EDGES.rates.address, DEFAULT_EDGES.rates.actor, DEFAULT_EDGES.maxConnections),
    ).toBeGreaterThan(0);
    expect(DEFAULT_EDGES.maxConnectionsPerAddress).toBeLessThan(DEFAULT_EDGES.maxConnections);
  });

  it('are taken from the environment', () => {
    const env = {
      RATE_LIMIT_ACTOR: '20',
      MAX_CONNECTIONS_PER_ADDRESS: '8',
      ALLOWED_HOSTS: 'So.Hoi.example, 127.0.0.1',
      TRUSTED_PROXIES: '10.0.0.0/8 ::1',
    };
    expect(edgesFrom(env)).toMatchObject({
      rates: { address: DEFAULT_EDGES.rates.address, actor: 20 },
      maxConnectionsPerAddress: 8,
      hosts: ['so.hoi.example', '127.0.0.1'],
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
  });

  it.each([
    [{ RATE_LIMIT_ADDRESS: '' }, /^RATE_LIMIT_ADDRESS: must be a number from 0 to 1000000/],
    [{ RATE_LIMIT_ACTOR: '-1' }, /^RATE_LIMIT_ACTOR: /],
    [{ MAX_CONNECTIONS: '0' }, /^MAX_CONNECTIONS: /],
    [{ MAX_CONNECTIONS_PER_ADDRESS: '0' }, /^MAX_CONNECTIONS_PER_ADDRESS: /],
    [{ TRUSTED_PROXIES: 'proxy.example' }, /^TRUSTED_PROXIES: must be addresses/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES: /],
    [{ TRUSTED_PROXIES: '2001:db8::/129' }, /^TRUSTED_PROXIES: /],
    [{ TLS_CERT_FILE: 'a.pem' }, /given together/],
    [{ TLS_CERT_FILE: '/nowhere/a.pem', TLS_KEY_FILE: '/nowhere/b.pem' }, /^TLS_CERT_FILE: "\/nowhere\/a.pem" cannot/],
  ])('%p is refused with its name', (env, sentence) => {
    expect(() => edgesFrom(env)).toThrow(sentence);
  });
});
