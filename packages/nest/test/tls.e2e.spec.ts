import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from '@sohoi/embedded-postgres/testing';
import { edgesFrom } from '../src/edges.js';
import { openEdgeServer } from './edge-server.js';
import type { EdgeServer } from './edge-server.js';

let files: ReturnType<typeof selfSigned>;
let server: EdgeServer;
const ca = () => readFileSync(files.cert);

beforeAll(async () => {
  files = selfSigned();
  server = await openEdgeServer(edgesFrom({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: files.key }));
});
afterAll(async () => {
  await server.close();
  files.remove();
});

const ask = (options: RequestOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path: '/small', agent: false, ...options }, (answer) => {
      answer.resume();
      resolve(answer);
    }).on('error', reject);
  });

/** The version agreed on, or the alert. */
const handshake = (maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> =>
  new Promise((resolve, reject) => {
    // Security level 0, or the client itself would not offer what the server is to refuse.
    const weakest = { minVersion: 'TLSv1' as const, ciphers: 'DEFAULT@SECLEVEL=0' };
    const socket = connect({ port: server.port, host: '127.0.0.1', ca: ca(), maxVersion, ...weakest }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    }).on('error', reject);
  });

describe('with a certificate and its key', () => {
  it('everything is served over TLS, and browsers are told to stay with it for a year', async () => {
    const answer = await ask({ ca: ca() });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  });

  it('a client that does not trust the certificate turns away', async () => {
    await expect(ask({})).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('TLS 1.2 and 1.3 are spoken, and nothing older', async () => {
    expect(await handshake('TLSv1.3')).toBe('TLSv1.3');
    expect(await handshake('TLSv1.2')).toBe('TLSv1.2');
    await expect(handshake('TLSv1.1')).rejects.toMatchObject({ code: expect.stringMatching(/PROTOCOL_VERSION/) });
  });

  it('nothing is served without TLS', async () => {
    expect(await server.raw('GET /small HTTP/1.1\r\nhost: a\r\n\r\n')).not.toContain('small');
  });

  it('a key that is not the certificate’s is refused', () => {
    const other = selfSigned();
    expect(() => edgesFrom({ TLS_CERT_FILE: files.cert, TLS_KEY_FILE: other.key })).toThrow(/is no certificate for/);
    other.remove();
  });
});
