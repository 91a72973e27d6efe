import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Batch } from '../src/event-source.js';
import { feed, subjectFrom } from '../src/feed.js';
import type { Notice } from '../src/notice.js';
import { at, logOf, SOURCE } from './examples.js';

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that gives these answers one after the other, the last one for ever. */
const serving = async (...answers: readonly Answer[]): Promise<string> => {
  let n = 0;
  server = createServer((request, response) => {
    const answer = answers[Math.min(n, answers.length - 1)];
    n += 1;
    answer?.(request, response, new URL(request.url ?? '', 'http://here'));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feeds/membership`;
};

const json =
  (body: unknown, status = 200): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/cloudevents-batch+json' }).end(JSON.stringify(body));
  };

/** Runs the feed until so many batches were delivered. */
const batchesOf = async (
  url: string,
  count: number,
  more: { readonly from?: string; readonly types?: readonly string[]; readonly unit?: string } = {},
): Promise<{ batches: Batch[]; told: Notice[] }> => {
  const { from, ...options } = more;
  const stop = new AbortController();
  const batches: Batch[] = [];
  const told: Notice[] = [];
  const source = feed({ url, token: () => 'secret', tell: (notice) => told.push(notice), ...options });
  await source.run(
    async (batch) => {
      batches.push(batch);
      if (batches.length === count) stop.abort();
    },
    async () => from,
    stop.signal,
  );
  return { batches, told };
};

const [a1, b1, a2] = logOf(['a', 'b', 'a']);

describe('a feed', () => {
  it('is read page by page behind the last one, with the token', async () => {
    const asked: unknown[] = [];
    const note: (answer: Answer) => Answer = (answer) => (request, response, url) => {
      asked.push([url.searchParams.get('lastEventId'), request.headers.authorization]);
      answer(request, response, url);
    };
    const url = await serving(note(json([a1, b1])), note(json([])), note(json([a2])));
    const { batches } = await batchesOf(url, 2);
    expect(batches.map(({ events, place }) => [events, place])).toEqual([
      [[a1, b1], at(2)],
      [[a2], at(3)],
    ]);
    expect(asked).toEqual([
      [null, 'Bearer secret'],
      [at(2), 'Bearer secret'],
      [at(2), 'Bearer secret'],
    ]);
  });

  it('goes on where it was left, and asks for what is wanted', async () => {
    let asked = new URLSearchParams();
    const url = await serving((request, response, { searchParams }) => {
      asked = searchParams;
      json([a2])(request, response, new URL('http://here'));
    });
    await batchesOf(url, 1, { from: 'b-1', types: ['vn.vwu.member.admitted.v1', 'vn.vwu.member.ended.v1'], unit: 'u' });
    expect(Object.fromEntries(asked)).toEqual({
      lastEventId: 'b-1',
      limit: '1000',
      timeout: '20000',
      types: 'vn.vwu.member.admitted.v1,vn.vwu.member.ended.v1',
      unit: 'u',
    });
    expect([feed({ url, token: () => '' }).whole, feed({ url, token: () => '', types: ['x'] }).whole]).toEqual([
      true,
      false,
    ]);
  });

  it('waits for a feed that is away, overloaded or cut off, and says so', async () => {
    const cutOff: Answer = (request) => request.socket.destroy();
    const url = await serving(cutOff, json({ message: 'later' }, 503), json({ message: 'too many' }, 429), json([a1]));
    const { batches, told } = await batchesOf(url, 1);
    expect(batches).toHaveLength(1);
    expect(told).toEqual([
      expect.objectContaining({ kind: 'waiting' }),
      expect.objectContaining({ kind: 'waiting', reason: expect.stringContaining('503') }),
      expect.objectContaining({ kind: 'waiting', reason: expect.stringContaining('429') }),
    ]);
  });

  it.each([
    ['a right that is missing', json({ message: 'no right to this topic' }, 403), 'no right to this topic'],
    ['an id that the feed does not know', json({ message: 'lastEventId: unknown' }, 400), 'lastEventId: unknown'],
    ['what is no list', json({ data: [] }), 'must be a list'],
    ['a page without an event', json([{ specversion: '1.0' }]), 'no event among 1: id: must be a text'],
  ])('ends with the reason at %s', async (_what, answer, reason) => {
    await expect(batchesOf(await serving(answer), 1)).rejects.toThrow(reason);
  });

  it('keeps what is no event beside those that are', async () => {
    const { batches } = await batchesOf(await serving(json([a1, { ...b1, streamversion: 0 }, a2])), 1);
    expect(batches[0]?.events).toEqual([a1, a2]);
    expect(batches[0]?.unreadable).toEqual([
      expect.objectContaining({
        reason: 'streamversion: must be a whole number from 1',
        at: expect.stringMatching(/ behind the beginning, entry 2$/),
      }),
    ]);
  });

  it('keeps each thing that is no event, wherever in its page, and however often the page is read', async () => {
    const first = json([{ x: 1 }, { y: 2 }, a1]);
    for (const [answer, from, places] of [
      [first, undefined, [' behind the beginning, entry 1', ' behind the beginning, entry 2']],
      [first, undefined, [' behind the beginning, entry 1', ' behind the beginning, entry 2']],
      [json([{ z: 3 }, a2]), at(1), [` behind ${at(1)}, entry 1`]],
    ] as const) {
      const { batches } = await batchesOf(await serving(answer), 1, from === undefined ? {} : { from });
      expect(batches[0]?.unreadable.map((one) => one.at.replace(/^\S+/, ''))).toEqual(places);
      server?.closeAllConnections();
      server?.close();
    }
  });

  it('looks for no gap where it is asked for some types or some units alone', () => {
    const options = { url: 'https://so-hoi.example/feeds/membership', token: () => 't' };
    expect(feed(options).whole).toBe(true);
    expect(feed({ ...options, types: ['vn.vwu.member.admitted.v1'] }).whole).toBe(false);
    expect(feed({ ...options, unit: '0197a7c0-0000-7000-8000-000000000001' }).whole).toBe(false);
  });

  it('has the events of one subject, page by page', async () => {
    const asked: unknown[] = [];
    const url = await serving((request, response, { pathname, searchParams }) => {
      asked.push([pathname, searchParams.get('subject'), searchParams.get('lastEventId')]);
      const pages = [[a1], [a2], []];
      json(pages[asked.length - 1])(request, response, new URL('http://here'));
    });
    const ask = subjectFrom(url.replace('/membership', ''), { token: () => 'secret' });
    const wanted = { source: SOURCE, subject: 'member/a', streamversion: 2 };
    expect(await ask(wanted, undefined, new AbortController().signal)).toEqual([a1, a2]);
    expect(asked).toEqual([
      ['/feeds/membership', 'member/a', null],
      ['/feeds/membership', 'member/a', at(1)],
    ]);
  });
});
