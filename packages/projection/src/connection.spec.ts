import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { connectionOf } from './connection.js';

describe('a connection of the pool', () => {
  it('that is cut in the very moment in which it is given tells its owner and does not end the process', async () => {
    const client = new EventEmitter();
    const cut = new Error('terminating connection due to administrator command');
    const pool = {
      connect: (give: (error: undefined, client: PoolClient) => void) => {
        give(undefined, client as PoolClient);
        client.emit('error', cut);
      },
    };
    const heard: Error[] = [];
    expect(await connectionOf(pool as unknown as Pool, (error) => heard.push(error))).toBe(client);
    expect(heard).toEqual([cut]);
  });

  it('that cannot be had fails as the pool says', async () => {
    const refused = new Error('connect ECONNREFUSED');
    const pool = { connect: (give: (error: Error) => void) => give(refused) };
    await expect(connectionOf(pool as unknown as Pool, () => undefined)).rejects.toBe(refused);
  });
});
