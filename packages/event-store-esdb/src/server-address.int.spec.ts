import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const script = fileURLToPath(new URL('../test/server-address.mjs', import.meta.url));

const started = (address: string | undefined) =>
  spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: address === undefined ? {} : { EVENTSTORE_URL: address },
  });

describe('test:server', () => {
  it.each([undefined, '', 'localhost:2113'])('says in one sentence what it needs when given %j', (address) => {
    const { status, stderr } = started(address);
    expect(status).toBe(2);
    expect(stderr.trim()).toMatch(/^test:server needs EVENTSTORE_URL, [^\n]*$/);
  });

  it.each(['esdb://127.0.0.1:2113', 'esdb+discover://a,b'])('goes on when given %s', (address) => {
    expect(started(address).status).toBe(0);
  });
});
