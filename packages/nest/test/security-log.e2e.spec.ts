import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openEdgeServer } from './edge-server.js';
import type { EdgeServer } from './edge-server.js';

let server: EdgeServer;
let lines: string[];

beforeEach(async () => {
  lines = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(String(line)));
  server = await openEdgeServer({ rates: { address: 150, actor: 0 } });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

describe('the log of refusals', () => {
  it('says when, from where, what and why, in one line of JSON without the query', async () => {
    const answer = await fetch(`${server.url}/v1/members?search=Planted`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer planted-token' },
    });
    expect(answer.status).toBe(405);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      status: 405,
      method: 'DELETE',
      path: '/v1/members',
      ip: '127.0.0.1',
      correlationId: answer.headers.get('x-correlation-id'),
    });
    expect(lines[0]).not.toMatch(/Planted|planted/);
  });

  it('keeps one line of what looks like two', async () => {
    await server.raw('DELETE /a%0d%0aforged HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(lines.join('')).toContain('/a%0d%0aforged');
    expect(lines.join('')).not.toMatch(/[\r\n]/);
  });

  it('says nothing of what went well, and is no flood in a flood', async () => {
    await fetch(`${server.url}/small`);
    expect(lines).toEqual([]);
    for (let n = 0; n < 160; n += 1) await fetch(`${server.url}/small`, { method: 'PUT' });
    expect(lines).toHaveLength(100);
  });
});
