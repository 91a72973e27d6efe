import type { ArgumentsHost } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppendTooLarge, InvalidAppend } from '@sohoi/event-store';
import { Unsealable } from '@sohoi/sealing';
import { ProblemFilter } from './problem.filter.js';
import { problems } from './problems.js';

const logged: string[] = [];
const sent: { status: number; body: unknown }[] = [];

const response = {
  status: (status: number) => {
    sent.push({ status, body: undefined });
    return response;
  },
  getHeader: () => undefined,
  set: () => response,
  type: () => response,
  send: (text: string) => Object.assign(sent.at(-1) ?? {}, { body: JSON.parse(text) as unknown }),
};
const request = { method: 'GET', path: '/v1/members', header: () => 'en' };
const host = {
  switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
} as unknown as ArgumentsHost;

beforeAll(() => Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (m) => logged.push(m) }));
afterAll(() => Logger.overrideLogger(['warn', 'error', 'fatal']));
beforeEach(() => {
  logged.length = 0;
  sent.length = 0;
});

describe('the filter of problems', () => {
  it('logs where a query failed and why, but not whom it asked for, and shows neither', () => {
    const cause = Object.assign(new Error('out of memory'), { code: '53200' });
    const error = Object.assign(new Error('query failed', { cause }), { parameters: ['Nguyễn Thị Ví Dụ'] });
    new ProblemFilter().catch(error, host);
    expect(sent).toMatchObject([{ status: 503, body: { code: 'unavailable' } }]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(
      /^GET \/v1\/members \(unavailable\): Error: query failed\n[^]*caused by Error: out of memory/,
    );
    expect(logged[0]).not.toContain('Nguyễn');
    expect(JSON.stringify(sent)).not.toContain('memory');
  });

  it('tells what cannot be recorded at all from what was not made for it, which is a bug', () => {
    new ProblemFilter().catch(new InvalidAppend('unit-1: is longer than can be kept'), host);
    new ProblemFilter().catch(new Unsealable('unit-1: no catalog knows events of type Odd'), host);
    expect(sent).toMatchObject([
      { status: 422, body: { code: 'too-large-to-record' } },
      { status: 500, body: { code: 'unexpected' } },
    ]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('Unsealable: unit-1: no catalog knows');
    expect(JSON.stringify(sent)).not.toContain('Odd');
  });

  it('names what is too large to be recorded, and the limit', () => {
    new ProblemFilter().catch(new AppendTooLarge('event 0', 2_000_000, 1_048_576), host);
    expect(sent).toMatchObject([
      {
        status: 422,
        body: { code: 'too-large-to-record', errors: [{ field: 'body', limit: 1_048_576 }] },
      },
    ]);
    expect(JSON.stringify(sent)).toContain('Nothing was recorded');
    expect(logged).toEqual([]);
  });

  it('logs nothing of what the client did wrong', () => {
    new ProblemFilter().catch(problems.malformedJson(), host);
    expect(sent).toMatchObject([{ status: 400 }]);
    expect(logged).toEqual([]);
  });
});
