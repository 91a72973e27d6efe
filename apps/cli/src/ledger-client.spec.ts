import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureSigningKey } from '@sohoi/demo-identity';
import { EXIT_REFUSED, EXIT_UNREACHABLE, tokenOf } from './ledger-client.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sohoi-cli-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('a token that is not to be had', () => {
  it('says in which folder it was looked for, and how to name another', async () => {
    await expect(tokenOf({ data: dataDir }, 'auditor', {})).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: `the data folder ${dataDir} holds no signing key: if a ledger runs on another folder, name that with --data or SOHOI_DATA; else start one here with \`npm start\``,
    });
  });

  it('says so where a ledger was, too', async () => {
    await ensureSigningKey(dataDir);
    await expect(tokenOf({}, 'auditor', { SOHOI_DATA: dataDir })).rejects.toMatchObject({
      exitCode: EXIT_UNREACHABLE,
      message: `no ledger is running on the data folder ${dataDir}: if one runs on another folder, name that with --data or SOHOI_DATA; else start one with \`npm start\``,
    });
  });

  it('is the one that the environment holds, if it does', async () => {
    await expect(tokenOf({ data: dataDir }, 'auditor', { SOHOI_TOKEN: 'a.b.c' })).resolves.toBe('a.b.c');
  });
});
