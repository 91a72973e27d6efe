import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Acknowledged } from '../load.js';
import { until } from './fault-world.js';

const CALLERS = 4;
const MEMBERS = 3;
/** Changes that one call of `loadPatiently` gets acknowledged. */
export const CHANGES = CALLERS * MEMBERS * 3;

/** Of a failure, callers are told that the ledger is away, or that what they wait for is not shown yet; and no more. */
export const expectPlainOutage = async (answer: Response): Promise<void> => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(['503 unavailable', '504 position-not-reached']).toContain(`${answer.status} ${String(problem['code'])}`);
  expect(JSON.stringify(problem)).not.toMatch(/postgres|sql|disk|No space|at .*\.js|log\.event/i);
};

export const poster =
  (url: string, token: () => Promise<string>) =>
  async (path: string, key: string, body: object): Promise<Response | undefined> =>
    fetch(url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      // It is away, and comes back at the same address.
    }).catch(() => undefined);

/** Callers who send each change again under its key until it is acknowledged, whatever happens on the way. */
export const loadPatiently = async (
  url: string,
  token: () => Promise<string>,
  chapters: readonly string[],
  onAcknowledged: (count: number) => void,
): Promise<readonly Acknowledged[]> => {
  const acknowledged: Acknowledged[] = [];
  const post = poster(url, token);
  const acknowledge = async (path: string, body: object): Promise<string> => {
    const key = randomUUID();
    const { id, streamVersion, position } = await until(`an answer of ${path}`, async () => {
      const answer = await post(path, key, body);
      if (!answer) return undefined;
      if (answer.status === 201)
        return answer.json().catch(() => undefined) as Promise<Omit<Acknowledged, 'stream'> & { id: string }>;
      await expectPlainOutage(answer);
      return undefined;
    });
    onAcknowledged(acknowledged.push({ stream: `member-${id}`, streamVersion, position }));
    return id;
  };
  const caller = async (who: number): Promise<void> => {
    for (let n = 0; n < MEMBERS; n += 1) {
      const chapterId = chapters[(who + n) % chapters.length];
      const person = { fullName: `Nguyễn Thị Ví Dụ ${who}-${n}`, birthYear: 1980, gender: 'female' };
      const member = await acknowledge('/v1/members', { chapterId, person, at: '2023-07-03' });
      const dues = { halfYear: '2023-H2', amount: 12_000, at: '2023-07-05' };
      await acknowledge(`/v1/members/${member}/dues`, dues);
      await acknowledge(`/v1/members/${member}/participation`, { regular: true, at: '2023-07-10' });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_one, who) => caller(who)));
  return acknowledged;
};
