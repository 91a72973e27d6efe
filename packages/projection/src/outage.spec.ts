import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoff, isOutage } from './outage.js';

const failing = (message: string, code?: string): Error => Object.assign(new Error(message), code ? { code } : {});

describe('an outage', () => {
  it.each([
    ['a session ended by an operator', failing('terminating connection', '57P01')],
    ['a server that starts', failing('the database system is starting up', '57P03')],
    ['a deadlock', failing('deadlock detected', '40P01')],
    ['a full disk', failing('could not extend file', '53100')],
    ['a refused connection', failing('connect ECONNREFUSED', 'ECONNREFUSED')],
    ['a refused connection by both of its addresses', new AggregateError([failing('', 'ECONNREFUSED')])],
    ['a server behind a broken network', failing('connect EHOSTUNREACH', 'EHOSTUNREACH')],
    ['a pool in which nothing becomes free', failing('timeout exceeded when trying to connect')],
    ['a connection lost in a query', failing('Connection terminated unexpectedly')],
    ['what a port says may pass', Object.assign(new Error('the device is away'), { passing: true })],
    ['a connection lost beneath another error', new Error('append failed', { cause: failing('x', '08006') })],
  ])('is %s', (_what, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it('is what Node itself says of a refused connection, in whichever realm it made the error', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const [error] = await once(connect(port, '127.0.0.1'), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a value that no column holds', failing('invalid input syntax', '22P02')],
    ['a row twice', failing('duplicate key', '23505')],
    ['a table that is not there', failing('relation does not exist', '42P01')],
    ['what a port says will not', Object.assign(new Error('altered'), { passing: false })],
    ['a bug', new TypeError('undefined is not a function')],
    ['what is no error at all', 'oops'],
  ])('is not %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });
});

describe('the pause before another try', () => {
  it('doubles up to five seconds, half of it by chance', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => backoff(attempt, () => 1))).toEqual([100, 200, 400, 5000, 5000]);
    expect(backoff(1, () => 0)).toBe(50);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (attempt) => {
        expect(backoff(attempt)).toBeLessThanOrEqual(5000);
        expect(backoff(attempt)).toBeGreaterThanOrEqual(50);
      }),
    );
  });
});
