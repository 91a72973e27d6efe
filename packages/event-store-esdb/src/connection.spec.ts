import type { EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createConnection } from './connection.js';
import { EsdbUnavailable, EsdbUnusable } from './errors.js';

afterEach(() => void jest.restoreAllMocks());

/** A connection to nobody: tells which clients were made and closed, and for how long it has paused. */
const nowhere = () => {
  const told = { opened: 0, closed: 0, pauses: [] as number[] };
  const open = (): EventStoreDBClient => {
    told.opened += 1;
    const channel = { close: () => void (told.closed += 1) };
    return { getChannel: () => Promise.resolve(channel) } as unknown as EventStoreDBClient;
  };
  const pause = async (ms: number): Promise<void> => void told.pauses.push(ms);
  return { told, connection: createConnection('esdb://nowhere', open, pause) };
};

const away = (): Promise<never> => Promise.reject(new EsdbUnavailable('away'));

describe('a connection', () => {
  it.each([
    [0, [40, 80, 160]],
    [0.5, [60, 120, 240]],
    [1, [80, 160, 320]],
  ])('pauses before each other try, half of it by chance (%s), and tries on another client', async (chance, pauses) => {
    jest.spyOn(Math, 'random').mockReturnValue(chance);
    const { told, connection } = nowhere();
    await expect(connection.use(away)).rejects.toBeInstanceOf(EsdbUnavailable);
    expect(told).toEqual({ opened: 4, closed: 4, pauses });
  });

  it('does not try again what a person must mend', async () => {
    const { told, connection } = nowhere();
    const refused = new EsdbUnusable('no', { trouble: 'login' });
    await expect(connection.use(() => Promise.reject(refused))).rejects.toBe(refused);
    expect(told).toEqual({ opened: 1, closed: 0, pauses: [] });
  });

  it('stays with the client that another reader has put in the place of a failed one', async () => {
    const { told, connection } = nowhere();
    const first = connection.current();
    connection.renew(first);
    const second = connection.current();
    connection.renew(first);
    expect(connection.current()).toBe(second);
    expect(told.opened).toBe(2);
  });
});
