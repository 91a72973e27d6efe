import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApplication } from '../src/application.js';
import { DEFAULT_EDGES } from '../src/edges.js';
import { MetricsModule, MetricsPortUnusable } from '../src/metrics.module.js';
import { Root } from './edge-server.js';

const METRICS = { host: '127.0.0.1', port: 0 };

const open = async (edges: object = {}) => {
  const app = await createApplication(Root.of, false, { ...DEFAULT_EDGES, metrics: METRICS, ...edges });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const metrics = `http://127.0.0.1:${app.get(MetricsModule, { strict: false }).port}`;
  const read = async () => (await fetch(`${metrics}/metrics`)).text();
  return { app, url, metrics, read };
};

let server: Awaited<ReturnType<typeof open>>;

beforeEach(async () => {
  server = await open({ rates: { address: 0, actor: 0 }, maxConnectionsPerAddress: 8 });
});
afterEach(() => server.app.close());

/** Names and labels without what was counted. */
const seriesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('sohoi_'))
    .map((line) => line.replace(/ \S+$/, ''))
    .sort();

/** Requests are counted when their connection lets go of them, a moment after the answer. */
const counted = async (line: RegExp): Promise<string> => {
  for (;;) {
    const text = await server.read();
    if (line.test(text)) return text;
  }
};

describe('the metrics', () => {
  it('count requests by method, template of the route and status, and time them', async () => {
    await fetch(`${server.url}/small?search=Planted`);
    await fetch(`${server.url}/things/planted-id`);
    await fetch(`${server.url}/things/planted-id`);
    await counted(/^sohoi_http_requests_total\{method="GET",route="\/small",status="200"\} 1$/m);
    const text = await counted(/^sohoi_http_requests_total\{method="GET",route="\/things\/:id",status="200"\} 2$/m);
    expect(text).toMatch(/^sohoi_http_request_duration_seconds_count\{method="GET",route="\/things\/:id"\} 2$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).not.toMatch(/planted/i);
  });

  it('count what the edge refuses', async () => {
    await fetch(`${server.url}/small`, { method: 'DELETE' });
    await fetch(`${server.url}/small?${'a'.repeat(5000)}`);
    await fetch(`${server.url}/echo`, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } });
    for (const limit of ['method', 'address-too-long', 'media-type']) {
      await counted(new RegExp(`^sohoi_http_refused_total\\{limit="${limit}"\\} 1$`, 'm'));
    }
  });

  it('have no label whose value comes from a request, whatever is asked for', async () => {
    const tried = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'PURGE'];
    const word = fc.stringMatching(/^[\w.~%-]{1,12}$/);
    const ask = async (method: string, path: string): Promise<void> => {
      await fetch(`${server.url}/${path}`, {
        method,
        headers: { 'x-correlation-id': 'planted', 'user-agent': 'planted', authorization: 'Bearer planted' },
      }).then((answer) => answer.text());
    };
    // What there can be at all: each method and status on the few routes of this application.
    for (const method of tried) {
      for (const path of ['small', 'things/a', 'wrong', 'echo', 'nowhere', 'things/%']) await ask(method, path);
    }
    for (const status of [405, 400, 404]) await counted(new RegExp(`route="none",status="${status}"`));
    await counted(/method="other",route="none",status="405"\} 24/);
    const paths = fc.oneof(
      word.map((id) => `things/${id}`),
      fc.tuple(word, word).map(([one, two]) => `${one}/${two}`),
      fc.tuple(word, word).map(([key, value]) => `small?${key}=${value}`),
    );
    const before = new Set(seriesIn(await server.read()));
    const added = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...tried), paths, async (method, path) => {
        await ask(method, path);
        for (const series of seriesIn(await server.read())) if (!before.has(series)) added.add(series);
      }),
      { numRuns: 200 },
    );
    expect([...added]).toEqual([]);
    expect(before.size).toBeLessThan(300);
  }, 60_000);

  it('are on their own port alone, and nothing else is', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${server.metrics}/small`)).status).toBe(404);
    expect((await fetch(`${server.metrics}/metrics?x=1`)).status).toBe(404);
    expect((await fetch(`${server.metrics}/metrics`, { method: 'POST', body: 'x' })).status).toBe(405);
    const answer = await fetch(`${server.metrics}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('close with the application', async () => {
    const other = await open();
    expect((await fetch(`${other.metrics}/metrics`)).status).toBe(200);
    await other.app.close();
    await expect(fetch(`${other.metrics}/metrics`)).rejects.toThrow();
  });

  it('are each process’s own', async () => {
    const other = await open();
    await fetch(`${server.url}/small`);
    await counted(/route="\/small"/);
    expect(await other.read()).not.toMatch(/route="\/small"/);
    await other.app.close();
  });

  it.each([
    ['a port that is taken', /^METRICS_PORT: port \d+ is taken: stop the program that uses it, or choose another/],
    ['an address that is another machine’s', /^METRICS_PORT: this machine has no address 192\.0\.2\.1: choose another/],
  ])('say in one sentence that they cannot be served on %s, and nothing is served', async (which, sentence) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const metrics = { port, host: which.includes('address') ? '192.0.2.1' : '127.0.0.1' };
    const app = await createApplication(Root.of, false, { ...DEFAULT_EDGES, metrics });
    const refused = await app.listen(0, '127.0.0.1').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MetricsPortUnusable);
    expect(String((refused as Error).message)).toMatch(sentence);
    await app.close();
    await new Promise((resolve) => blocker.close(resolve));
  });

  it('are served nowhere unless a port is given', async () => {
    const app = await createApplication(Root.of, false, DEFAULT_EDGES);
    expect(() => app.get(MetricsModule, { strict: false })).toThrow();
    await app.close();
  });
});
