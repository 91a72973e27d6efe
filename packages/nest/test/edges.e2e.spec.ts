import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_EDGES } from '../src/edges.js';
import type { Edges } from '../src/edges.js';
import { openEdgeServer } from './edge-server.js';
import type { EdgeServer } from './edge-server.js';

let server: EdgeServer;
const open = async (edges?: Partial<Edges>): Promise<EdgeServer> => (server = await openEdgeServer(edges));
const within = (parts: Partial<Edges['within']>) => ({ within: { ...DEFAULT_EDGES.within, ...parts } });
const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code: unknown }).code;

afterEach(() => server.close());

describe('how often an address may ask', () => {
  it('is limited: 429 in both languages, with Retry-After, but never for health/live', async () => {
    const { url } = await open({ rates: { address: 2, actor: 0 } });
    for (const path of ['/small', '/small']) expect((await fetch(url + path)).status).toBe(200);
    for (const [language, sentence] of [
      ['vi', /Quá nhiều yêu cầu/],
      ['en', /Too many requests/],
    ] as const) {
      const answer = await fetch(`${url}/small`, { headers: { 'accept-language': language } });
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ code: 'too-many-requests', title: expect.stringMatching(sentence) });
    }
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('is counted for the client behind a trusted proxy, and no other may name an address', async () => {
    const ask = ({ url }: EdgeServer, client: string) =>
      fetch(`${url}/small`, { headers: { 'x-forwarded-for': client } }).then(({ status }) => status);
    const trusting = await open({ rates: { address: 1, actor: 0 }, trustedProxies: ['127.0.0.1'] });
    expect([await ask(trusting, '192.0.2.1'), await ask(trusting, '192.0.2.2')]).toEqual([200, 200]);
    expect(await ask(trusting, '192.0.2.1')).toBe(429);
    await trusting.close();
    const alone = await open({ rates: { address: 1, actor: 0 } });
    expect([await ask(alone, '192.0.2.1'), await ask(alone, '192.0.2.2')]).toEqual([200, 429]);
  });
});

describe('a request', () => {
  it('by another method than GET, HEAD and POST is refused, so that no browser sends it from elsewhere', async () => {
    const { url, raw } = await open();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await fetch(`${url}/small`, { method, headers: { origin: 'https://elsewhere.example' } });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD, POST']);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(await raw('TRACE /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 405 /);
  });

  it('with too long an address, too many headers or too large ones is refused', async () => {
    const { url, raw } = await open();
    const long = await fetch(`${url}/small?q=${'a'.repeat(4_100)}`);
    expect([long.status, await codeOf(long)]).toEqual([414, 'address-too-long']);
    const many = Array.from({ length: 70 }, (_one, n) => `x-${n}: a`).join('\r\n');
    expect(await raw(`GET /small HTTP/1.1\r\n${many}\r\nhost: a\r\nconnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
    const large = `x: ${'a'.repeat(20_000)}`;
    const refused = await raw(`GET /small HTTP/1.1\r\nhost: a\r\n${large}\r\n\r\n`);
    expect(refused).toMatch(
      /^HTTP\/1.1 431 [^]*content-type: application\/problem\+json[^]*"code":"headers-too-large"/i,
    );
    expect(await raw('xin chào\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"code":"unreadable-request"/);
  });

  it('that cannot be read is answered after others on its connection, however much of it is still to come', async () => {
    const { port } = await open();
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write('GET /small HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await once(socket, 'data')).toEqual([expect.stringMatching(/^HTTP\/1.1 200 /)]);
    socket.write(`GET /small?q=${'a'.repeat(4_000_000)} HTTP/1.1\r\nhost: a\r\n\r\n`);
    expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1.1 431 [^]*"code":"headers-too-large"/);
    const { raw } = server;
    // What comes behind a request that is still being answered must not look like its answer.
    expect(await raw('GET /never HTTP/1.1\r\nhost: a\r\n\r\nxin chào\r\n\r\n')).toBe('');
  });

  it('without a Host, with a malformed one, or for a name that is not served is refused', async () => {
    const { raw } = await open({ hosts: ['so.hoi.example'] });
    const status = async (...lines: string[]): Promise<string | undefined> =>
      /^HTTP\/1.1 (\d+)/.exec(await raw(`GET /small HTTP/1.1\r\n${lines.join('')}connection: close\r\n\r\n`))?.[1];
    expect(await status()).toBe('400');
    expect(await status('host: a@b\r\n')).toBe('421');
    expect(await status('host: other.example\r\n')).toBe('421');
    expect(await status('host: SO.hoi.example:8080\r\n')).toBe('200');
  });

  it('that could be read as two is refused', async () => {
    const { raw } = await open();
    const head = 'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';
    const smuggled = `${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await raw(smuggled)).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('a slow client', () => {
  it('whose headers or body do not come in time is cut off', async () => {
    const { raw } = await open(within({ headers: 200, request: 400 }));
    expect(await raw('GET /small HTTP/1.1\r\nhost')).toMatch(/^HTTP\/1.1 408 /);
    const head = 'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{';
    expect(await raw(head)).toMatch(/^HTTP\/1.1 408 /);
  });

  it('that says nothing at all, or reads nothing of its answer, is cut off', async () => {
    const { raw, port } = await open(within({ nextByte: 300 }));
    expect(await raw('')).toBe('');
    const reader = connect(port, '127.0.0.1', () => reader.write('GET /large HTTP/1.1\r\nhost: a\r\n\r\n'));
    reader.on('error', () => undefined);
    await once(reader, 'readable');
    const closed = once(reader, 'close');
    // What the buffers held may be read still, but it is less than the whole.
    reader.pause();
    await expect(countConnections(server)).resolves.toBe(0);
    let read = 0;
    reader.on('data', (chunk: Buffer) => (read += chunk.length)).resume();
    await closed;
    expect(read).toBeLessThan(64 * 1024 * 1024);
  });

  it('is not waited for beyond the time that an answer may take', async () => {
    const { raw } = await open(within({ answer: 200 }));
    expect(await raw('GET /never HTTP/1.1\r\nhost: a\r\n\r\n')).toBe('');
  });

  it('that keeps its connection without asking again is let go', async () => {
    const { raw } = await open(within({ nextRequest: 100 }));
    expect(await raw('GET /small HTTP/1.1\r\nhost: a\r\n\r\n')).toMatch(/"small":true/);
  });

  it('takes no place of others beyond the number of connections', async () => {
    const { raw, port } = await open({ maxConnections: 1 });
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    expect(await raw('GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toBe('');
    first.destroy();
  });

  it('takes no more connections than one address may have, until it lets one go', async () => {
    const { raw, port } = await open({ maxConnectionsPerAddress: 2 });
    const [first, second] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all([once(first, 'connect'), once(second, 'connect')]);
    const ask = (): Promise<string> => raw('GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(await ask()).toBe('');
    const other = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.2' });
    other.end('GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(String(await once(other, 'data'))).toMatch(/^HTTP\/1.1 200 /);
    first.destroy();
    second.destroy();
    await countConnections(server);
    expect(await ask()).toMatch(/^HTTP\/1.1 200 /);
  });

  it('is not counted where it is a trusted proxy, which carries many', async () => {
    const { raw, port } = await open({ maxConnectionsPerAddress: 1, trustedProxies: ['127.0.0.0/8'] });
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    expect(await raw('GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
    first.destroy();
  });
});

/** Resolves once the server holds no connection any more. */
const countConnections = async ({ connections }: EdgeServer): Promise<number> => {
  for (;;) {
    const count = await connections();
    if (count === 0) return count;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

describe('an answer', () => {
  it('tells browsers to run, frame, guess and keep nothing', async () => {
    const { url } = await open();
    const { headers } = await fetch(`${url}/small`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'.*sandbox/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('with the documentation lets it run its own scripts, and has no other', async () => {
    const { url } = await open();
    const page = await fetch(`${url}/docs`);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self';/);
    const html = await page.text();
    const scripts = [...html.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, tag, code]) => [
      /src="(\.\/docs\/[^"]+)"/.exec(tag ?? '')?.[1],
      code?.trim(),
    ]);
    expect(scripts.length).toBeGreaterThan(1);
    for (const [source, code] of scripts) {
      expect(code).toBe('');
      expect((await fetch(new URL(String(source), `${url}/`))).status).toBe(200);
    }
  });

  it('to what went wrong inside shows nothing of the inside', async () => {
    const { url } = await open();
    const answer = await fetch(`${url}/wrong`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/SELECT|secret|log\.event|\.ts|at /);
  });
});
