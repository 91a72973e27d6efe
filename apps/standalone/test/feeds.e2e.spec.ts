import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics } from '@sohoi/access/events';
import { cloudEventOf } from '@sohoi/contracts';
import type { CloudEvent } from '@sohoi/contracts';
import { feed, subscribe, subjectFrom } from '@sohoi/subscriber';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const instance = { instance: 'so-hoi', schemas: 'https://so-hoi.example/schemas' };

let ledger: TestLedger;
/** All public events of the log, as the contract maps them: what Kafka is sent, too. */
const due = new Map<string, CloudEvent[]>();
beforeAll(async () => {
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
  for await (const batch of ledger.store.readAll('')) {
    for (const stored of batch) {
      const event = cloudEventOf(stored, instance);
      if (event) due.set(topicOf(event), [...(due.get(topicOf(event)) ?? []), event]);
    }
  }
}, 120_000);
afterAll(() => ledger.close());

const topicOf = ({ source }: Pick<CloudEvent, 'source'>): string => source.split(':').at(-1) ?? '';

const tokenOf = (unit: string | null = null, of: (typeof topics)[number][] = [...topics]): Promise<string> =>
  ledger.token({
    sub: `service ${String(unit)} ${of.join()}`.replaceAll(' ', '-'),
    role: 'subscriber',
    unit,
    topics: of,
  });

type Page = {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly CloudEvent[];
  readonly code?: string;
  readonly fields: readonly string[];
};
const page = async (path: string, token: string, headers: Record<string, string> = {}): Promise<Page> => {
  const answer = await fetch(`${ledger.url}/feeds/${path}`, {
    headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...headers },
  });
  const text = await answer.text();
  const body = text === '' ? [] : (JSON.parse(text) as CloudEvent[] | { code: string; errors?: { field: string }[] });
  return Array.isArray(body)
    ? { status: answer.status, headers: answer.headers, events: body, fields: [] }
    : {
        status: answer.status,
        headers: answer.headers,
        events: [],
        code: body.code,
        fields: (body.errors ?? []).map(({ field }) => field),
      };
};
const whole = async (topic: string, token: string, limit: number, more = ''): Promise<readonly CloudEvent[]> => {
  const all: CloudEvent[] = [];
  for (;;) {
    const last = all.at(-1)?.id;
    const { status, events } = await page(`${topic}?limit=${limit}${last ? `&lastEventId=${last}` : ''}${more}`, token);
    expect(status).toBe(200);
    if (events.length === 0) return all;
    all.push(...events);
  }
};

/** An event of a member: she pays dues of one more half-year. */
let halfYears = 0;
const record = async (): Promise<CloudEvent> => {
  const member = due.get('membership')?.find(({ type }) => type === 'vn.vwu.member.admitted.v1');
  const stream = `member-${member?.partitionkey}`;
  const events = await ledger.store.readStream(stream);
  const [admitted] = events;
  if (!admitted) throw new Error('a member was admitted');
  const { memberId, chapterId, unitId } = admitted.data as Record<string, string>;
  halfYears += 1;
  const data = { memberId, chapterId, unitId, halfYear: `${2040 + halfYears}-H1`, amount: 1000, at: '2023-08-01' };
  const id = randomUUID();
  await ledger.store.append(stream, events.length, [
    { id, type: 'DuesRecorded', schemaVersion: 1, data, metadata: admitted.metadata },
  ]);
  const [stored] = (await ledger.store.readStream(stream)).slice(-1);
  const event = stored && cloudEventOf(stored, instance);
  if (!event) throw new Error('it is public');
  due.get('membership')?.push(event);
  return event;
};

describe('a feed', () => {
  it.each(topics)(
    'of %s has every public event of it, in order, as the contract maps it, page by page',
    async (topic) => {
      const token = await tokenOf();
      const first = await page(`${topic}?limit=2`, token);
      expect(first.headers.get('content-type')).toBe('application/cloudevents-batch+json');
      expect(await whole(topic, token, 7)).toEqual(due.get(topic));
      expect(JSON.stringify(first.events)).not.toMatch(/fullName|sealed|"m1\./);
    },
  );

  it('has full pages that never change, and others that are not kept', async () => {
    const token = await tokenOf();
    const full = await page('membership?limit=5', token);
    const etag = full.headers.get('etag') ?? '';
    expect(full.headers.get('cache-control')).toContain('immutable');
    const again = await page('membership?limit=5', token, { 'if-none-match': etag });
    expect([again.status, again.events]).toEqual([304, []]);
    const last = due.get('membership')?.at(-2)?.id;
    const short = await page(`membership?lastEventId=${last}`, token);
    expect([short.events.length, short.headers.get('cache-control'), short.headers.get('etag')]).toEqual([
      1,
      'no-store',
      null,
    ]);
  });

  it('goes on behind a sequence as behind an id, has some types alone, or one subject', async () => {
    const token = await tokenOf();
    const events = due.get('membership') ?? [];
    const [, second] = events;
    expect((await page(`membership?limit=3&lastEventId=${second?.sequence}`, token)).events).toEqual(
      events.slice(2, 5),
    );
    const type = 'vn.vwu.member.transferred.v1';
    expect(await whole('membership', token, 100, `&types=${type}`)).toEqual(
      events.filter((event) => event.type === type),
    );
    const subject = second?.subject ?? '';
    const ofOne = events.filter((event) => event.subject === subject);
    expect(await whole('membership', token, 100, `&subject=${subject}`)).toEqual(ofOne);
    const asked = subjectFrom(`${ledger.url}/feeds`, { token: () => token });
    const last = { source: second?.source ?? '', subject, streamversion: ofOne.at(-1)?.streamversion ?? 0 };
    expect(await asked(last, undefined, new AbortController().signal)).toEqual(ofOne);
  });

  it('is sent to whom its topic and units are, and no further', async () => {
    const training = await tokenOf(null, ['training']);
    const refused = await page('membership', training);
    expect([refused.status, refused.code]).toEqual([403, 'topic-not-yours']);
    expect((await page('training', training)).status).toBe(200);
    const units = new Set(
      (due.get('membership') ?? []).flatMap(({ data }) => (typeof data['unitId'] === 'string' ? [data['unitId']] : [])),
    );
    const [commune = ''] = units;
    const seen = await whole('membership', await tokenOf(commune), 100);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan((due.get('membership') ?? []).length);
    const names = (event: CloudEvent): boolean =>
      JSON.stringify(event.data).includes(commune) || event.type.endsWith('erased.v1');
    expect(seen.every(names)).toBe(true);
  });

  it.each([
    ['an id that no log of ours has', `lastEventId=${randomUUID()}`, 'lastEventId'],
    ['an event behind the end', `lastEventId=${'9'.repeat(20)}`, 'lastEventId'],
    ['what is no id', 'lastEventId=7', 'lastEventId'],
    ['a type that is not public', 'types=vn.vwu.member.knighted.v1', 'types'],
    ['a type of another topic', 'types=vn.vwu.unit.renamed.v1', 'types'],
    ['a subject that is none', 'subject=member', 'subject'],
    ['too many', 'limit=1001', 'limit'],
    ['too long a wait', 'timeout=30001', 'timeout'],
  ])('refuses %s by its name', async (_what, query, field) => {
    const { status, fields } = await page(`membership?${query}`, await tokenOf());
    expect([status, fields]).toEqual([400, [field]]);
  });

  it('knows no other topic, and nobody without a right', async () => {
    expect((await page('gossip', await tokenOf())).status).toBe(400);
    expect((await page('membership', await ledger.tokenOf('nobody'))).status).toBe(403);
  });

  it('holds an answer back until there is an event', async () => {
    const token = await tokenOf();
    const last = due.get('membership')?.at(-1)?.id;
    const waiting = page(`membership?lastEventId=${last}&timeout=30000`, token);
    const event = await record();
    expect((await waiting).events).toEqual([event]);
    expect((await page(`membership?lastEventId=${event.id}&timeout=50`, token)).events).toEqual([]);
  });
});

describe('a stream of events', () => {
  /** Reads until so many events came. */
  const streamed = async (
    path: string,
    token: string,
    count: number,
    headers: Record<string, string> = {},
  ): Promise<readonly [string, CloudEvent][]> => {
    const stop = new AbortController();
    const answer = await fetch(`${ledger.url}/feeds/${path}`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
      signal: stop.signal,
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    let text = '';
    const all: [string, CloudEvent][] = [];
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = `${text}${chunk}`.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, id, data] = /^id: (.*)\nevent: .*\ndata: (.*)$/.exec(block) ?? [];
        if (id && data) all.push([id, JSON.parse(data) as CloudEvent]);
      }
      if (all.length >= count) break;
    }
    stop.abort();
    return all;
  };

  it('sends what the feed has, then each event as it comes, and goes on behind Last-Event-ID', async () => {
    const token = await tokenOf();
    const events = due.get('membership') ?? [];
    const last = events.at(-4)?.sequence ?? '';
    const reading = streamed('membership/stream', token, 4, { 'last-event-id': last });
    const event = await record();
    expect(await reading).toEqual([...events.slice(-4, -1), event].map((one) => [one.sequence, one]));
  });

  it('refuses a Last-Event-ID that this log does not know before it begins', async () => {
    const { status, fields } = await page('membership/stream', await tokenOf(), { 'last-event-id': randomUUID() });
    expect([status, fields]).toEqual([400, ['lastEventId']]);
  });
});

describe('the package for subscribers', () => {
  it('takes each event of the feed once, and comes to a fold of the log', async () => {
    const token = await tokenOf();
    const taken: string[] = [];
    const stop = new AbortController();
    const places = new Map<string, string>();
    const versions = new Map<string, number>();
    const wanted = due.get('membership')?.length ?? 0;
    const source = feed({ url: `${ledger.url}/feeds/membership`, token: () => token, limit: 50 });
    await subscribe<null>({
      source,
      handle: ({ id }) => {
        taken.push(id);
        if (taken.length === wanted) stop.abort();
      },
      inbox: {
        placeOf: async (line) => places.get(line),
        loadedUpTo: async () => new Map(),
        known: async () => new Map(),
        deadLetters: async () => [],
        answers: async () => true,
        passes: () => false,
        inTransaction: (work) =>
          work({
            effects: null,
            hold: async (events) =>
              new Map(
                events.map(({ source: from, subject }) => [
                  `${from} ${subject}`,
                  { version: versions.get(subject) ?? 0, sequence: undefined, parked: false },
                ]),
              ),
            took: async (events) =>
              events.forEach(({ subject, streamversion }) => versions.set(subject, streamversion)),
            park: async () => undefined,
            parkedOf: async () => [],
            release: async () => undefined,
            setAside: async () => undefined,
            reached: async (line, place) => void places.set(line, place),
            loaded: async () => false,
          }),
      },
    }).run(stop.signal);
    expect(taken).toEqual(due.get('membership')?.map(({ id }) => id));
  });
});

describe('the reference of events', () => {
  it('is a page that names every type, with schemas that are served', async () => {
    const html = await (await fetch(`${ledger.url}/docs/events`)).text();
    for (const events of due.values()) for (const { type } of events) expect(html).toContain(`id="${type}"`);
    const [event] = due.get('membership') ?? [];
    const path = new URL(event?.dataschema ?? '').pathname;
    const schema = (await (await fetch(ledger.url + path)).json()) as { properties: object };
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(event?.data ?? {})));
    expect((await fetch(`${ledger.url}/schemas/vn.vwu.member.admitted/9.9.json`)).status).toBe(404);
  });
});
