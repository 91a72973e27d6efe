import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { networksIn } from './networks.js';
import { receivers } from './receivers.js';
import type { Receivers } from './receivers.js';
import { secretText } from './signature.js';

const PATIENCE = { connectMs: 1_000, answerMs: 200, wholeMs: 400 };
const signed = {
  id: 'msg-1',
  at: new Date(),
  body: '[]',
  secrets: [secretText(new Uint8Array(32))],
  contentType: 'text/plain',
};

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const server = async (answer: (response: ServerResponse) => void): Promise<{ url: string; asked: () => number }> => {
  let asked = 0;
  const one: Server = createServer((request, response) => {
    asked += 1;
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  opened.push(() => (one.closeAllConnections(), one.close()));
  return { url: `http://127.0.0.1:${(one.address() as AddressInfo).port}/`, asked: () => asked };
};

const sender = (networks = '127.0.0.0/8,::1/128'): Receivers => {
  const ours = receivers(networksIn(networks), PATIENCE);
  opened.push(() => ours.close());
  return ours;
};

describe('a receiver', () => {
  it.each([
    [200, {}, { kind: 'taken', text: 'said' }],
    [204, {}, { kind: 'taken', text: '' }],
    [400, {}, { kind: 'refused', reason: 'HTTP 400' }],
    [422, {}, { kind: 'refused', reason: 'HTTP 422' }],
    [410, {}, { kind: 'gone', reason: 'HTTP 410' }],
    [500, {}, { kind: 'away', reason: 'HTTP 500' }],
    [408, {}, { kind: 'away', reason: 'HTTP 408' }],
    [429, { 'retry-after': '7' }, { kind: 'away', reason: 'HTTP 429', retryAfterMs: 7000 }],
    [503, { 'retry-after': 'Fri, 31 Dec 2049 23:59:59 GMT' }, { kind: 'away', reason: 'HTTP 503' }],
  ])('that answers %i %j', async (status, headers, outcome) => {
    const { url } = await server((response) => response.writeHead(status, headers).end('said'));
    expect(await sender().send({ ...signed, url })).toEqual(outcome);
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await server((response) => response.end());
    const { url } = await server((response) => response.writeHead(302, { location: elsewhere.url }).end());
    const reason = 'HTTP 302: redirects are not followed';
    expect(await sender().send({ ...signed, url })).toEqual({ kind: 'away', reason });
    expect(elsewhere.asked()).toBe(0);
  });

  it('that hangs is given up: before its answer, within it, and when its answer never ends', async () => {
    const silent = await server(() => undefined);
    const halfway = await server((response) => response.writeHead(200).write('a'));
    const dripping = await server((response) => {
      const drip = setInterval(() => response.write('a'), 50);
      response.writeHead(200).on('close', () => clearInterval(drip));
    });
    for (const { url } of [silent, halfway, dripping]) {
      expect(await sender().send({ ...signed, url })).toMatchObject({ kind: 'away' });
    }
  });

  it('that says more than 16 KiB is cut off', async () => {
    const { url } = await server((response) => response.end('a'.repeat(1_000_000)));
    const outcome = await sender().send({ ...signed, url });
    expect(outcome.kind === 'taken' && outcome.text).toBe('a'.repeat(16_384));
  });

  it('is not connected to at an address that is not ours, given as such or by a name', async () => {
    const { url, asked } = await server((response) => response.end());
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
      for (const scheme of ['http', 'https']) {
        const outcome = await sender('').send({ ...signed, url: `${scheme}://${host}:${port}/` });
        expect(outcome).toMatchObject({ kind: 'away', reason: expect.stringContaining('where messages are not sent') });
      }
    }
    expect(asked()).toBe(0);
  });

  it('that is not there is away', async () => {
    expect(await sender().send({ ...signed, url: 'http://127.0.0.1:9/' })).toMatchObject({ kind: 'away' });
  });
});
