import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { personOf } from './identity.js';
import { KeysUnavailable, remoteKeys } from './remote-keys.js';

const MINUTE = 60_000;

type Pair = { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK };

const newKey = async (kid: string): Promise<Pair> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
};

const [first, second] = [await newKey('first'), await newKey('second')];

/** An issuer over HTTP whose keys, answers and clock the test turns. */
class Issuer {
  keys: readonly Pair[] = [first];
  status = 200;
  hangs = false;
  discovery: object | undefined;
  fetches = 0;
  clock = 0;
  readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      if (this.hangs) return;
      response.statusCode = this.status;
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify(this.discovery ?? { issuer: this.url, jwks_uri: `${this.url}/keys` }));
        return;
      }
      this.fetches += 1;
      response.end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  listen = (port = 0): Promise<void> => new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));

  close = (): Promise<unknown> => {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  };

  token = ({ kid, privateKey }: Pair): Promise<string> =>
    new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .setIssuer(this.url)
      .setAudience('sohoi')
      .setSubject('person-1')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);

  identity = (jwksUrl?: string) => ({
    issuer: this.url,
    audience: 'sohoi',
    keys: remoteKeys({ issuer: this.url, jwksUrl }, () => this.clock),
  });
}

describe('the keys of an issuer', () => {
  let issuer: Issuer;
  beforeEach(async () => {
    issuer = new Issuer();
    await issuer.listen();
  });
  afterEach(() => issuer.close());

  const believes = async (identity: ReturnType<Issuer['identity']>, key: Pair): Promise<boolean> =>
    (await personOf(identity, await issuer.token(key))) !== null;

  it('are found by discovery and fetched once for many tokens', async () => {
    const identity = issuer.identity();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => believes(identity, first)));
    expect([...tokens, await believes(identity, first)]).not.toContain(false);
    expect(issuer.fetches).toBe(1);
  });

  it('are fetched where they are said to be, without discovery', async () => {
    issuer.discovery = { issuer: 'nobody' };
    expect(await believes(issuer.identity(`${issuer.url}/certs`), first)).toBe(true);
  });

  it('are not taken from the discovery of another issuer', async () => {
    issuer.discovery = { issuer: 'https://other.example', jwks_uri: `${issuer.url}/keys` };
    await expect(believes(issuer.identity(), first)).rejects.toThrow(KeysUnavailable);
  });

  it('are fetched again for a new key', async () => {
    const identity = issuer.identity();
    await believes(identity, first);
    issuer.keys = [first, second];
    issuer.clock += MINUTE;
    expect(await believes(identity, second)).toBe(true);
    expect(await believes(identity, first)).toBe(true);
  });

  it('are not fetched again and again for keys that are made up', async () => {
    const identity = issuer.identity();
    await believes(identity, first);
    issuer.clock += MINUTE;
    for (let n = 0; n < 5; n += 1) expect(await believes(identity, { ...second, kid: `made-up-${n}` })).toBe(false);
    expect(issuer.fetches).toBe(2);
  });

  it('are believed no longer than five minutes once they are withdrawn', async () => {
    const identity = issuer.identity();
    await believes(identity, first);
    issuer.keys = [second];
    issuer.clock += 5 * MINUTE;
    expect(await believes(identity, first)).toBe(true);
    issuer.clock += 1;
    expect(await believes(identity, first)).toBe(false);
    expect(await believes(identity, second)).toBe(true);
  });

  it.each([['answers with errors'], ['does not listen']])('outlive an issuer that %s for hours', async (what) => {
    const identity = issuer.identity();
    await believes(identity, first);
    const { port } = issuer.server.address() as AddressInfo;
    const tokens = await Promise.all([first, second].map(issuer.token));
    const shows = (n: number) => personOf(identity, tokens[n] ?? '');
    if (what === 'does not listen') await issuer.close();
    issuer.status = 500;

    issuer.clock += 11 * 60 * MINUTE;
    expect(await shows(0)).not.toBeNull();
    // Nobody can say whether the issuer has such a key by now.
    await expect(shows(1)).rejects.toThrow(KeysUnavailable);
    issuer.clock += 61 * MINUTE;
    await expect(shows(0)).rejects.toThrow(KeysUnavailable);

    issuer.status = 200;
    if (what === 'does not listen') await issuer.listen(port);
    issuer.clock += MINUTE;
    expect(await shows(0)).not.toBeNull();
  });

  it('keep nobody waiting while the issuer is away, and are taken up again when it is back', async () => {
    const identity = issuer.identity();
    await believes(identity, first);
    issuer.clock += 6 * MINUTE;
    issuer.status = 500;
    await believes(identity, first);
    issuer.hangs = true;
    issuer.clock += MINUTE;
    expect(await believes(identity, first)).toBe(true);
    issuer.server.closeAllConnections();
    Object.assign(issuer, { hangs: false, status: 200, keys: [second] });
    // Waits until the answer that hung has failed, and the next one is there.
    while (await believes(identity, first)) issuer.clock += MINUTE;
    expect(await believes(identity, second)).toBe(true);
  });

  it('are not asked for at every token while the issuer is out of order', async () => {
    const identity = issuer.identity(`${issuer.url}/keys`);
    issuer.status = 503;
    for (let n = 0; n < 5; n += 1) await expect(believes(identity, first)).rejects.toThrow(KeysUnavailable);
    expect(issuer.fetches).toBe(1);
    issuer.status = 200;
    issuer.clock += MINUTE;
    expect(await believes(identity, first)).toBe(true);
  });

  it('are not taken from an answer that is no key set', async () => {
    issuer.discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/.well-known/openid-configuration` };
    await expect(believes(issuer.identity(), first)).rejects.toThrow(KeysUnavailable);
  });
});
