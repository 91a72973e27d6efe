import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { recordedText } from '@sohoi/event-store';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { newEvents } from '@sohoi/event-store/testing';
import {
  COSIGNATURE,
  cosign,
  ED25519,
  leafHash,
  parseNote,
  signerOf,
  tilePath,
  tilesBetween,
  treeBuilder,
  writeNote,
} from '@sohoi/ledger';
import { migrateLedger, saveTiles, signTree, tilesIn } from '@sohoi/ledger-postgres';
import { Pool } from 'pg';
import { verify } from './verify.command.js';

const NEVER = new AbortController().signal;
const COUNT = 600;
const signer = signerOf('sohoi.test/so', ED25519, new Uint8Array(32).fill(3));
const other = signerOf('sohoi.test/so', ED25519, new Uint8Array(32).fill(4));

let url: string;
let pool: Pool;
let folder: string;
let signed: string;
let close: () => Promise<void>;

beforeEach(async () => {
  const database = await createTestDatabase({
    key: 'verified log',
    prepare: async (of) => {
      const preparing = new Pool({ connectionString: of });
      await migrateLog(preparing);
      await migrateLedger(preparing);
      await preparing.end();
    },
  });
  url = database.url;
  pool = new Pool({ connectionString: url, max: 3 }).on('error', () => undefined);
  folder = await mkdtemp(join(tmpdir(), 'sohoi-verify-'));
  const store = createPostgresEventStore({ pool });
  close = async () => {
    await store.close();
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  };
  await store.append('note-1', 0, newEvents(COUNT));
  const builder = treeBuilder();
  for await (const batch of store.readAll('')) {
    for (const event of batch) builder.add(leafHash(recordedText(event)));
  }
  const client = await pool.connect();
  const after = (index: number): string => String(index * 256).padStart(20, '0');
  await saveTiles(
    client,
    builder.takeTiles().map((tile) => (tile.level === 0 ? { ...tile, after: after(tile.index) } : tile)),
  );
  client.release();
  signed = (await signTree(pool, signer))?.signed ?? '';
});
afterEach(() => close());

const behindOurBack = (statements: string) => pool.query(`ALTER TABLE log.event DISABLE TRIGGER ALL; ${statements}`);
const put = async (name: string, bytes: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
};
const check = (options = {}, env = {}) => verify({ database: url, ...options }, env, NEVER);

describe('sohoi verify', () => {
  it('asks for the cosignatures of witnesses, and says when they saw what was signed', async () => {
    const witness = signerOf('nhan-chung.test', COSIGNATURE, new Uint8Array(32).fill(5));
    const stranger = signerOf('khac.test', COSIGNATURE, new Uint8Array(32).fill(6));
    const cosigned = writeNote(await cosign(parseNote(signed), witness, 1_767_225_600));
    const checkpoint = [await put('cosigned', cosigned)];
    const asked = { witness: [witness.verifier.text], checkpoint };
    expect((await check(asked)).split('\n')).toContain(
      `${checkpoint[0] ?? ''} was seen by nhan-chung.test at 2026-01-01T00:00:00.000Z`,
    );
    await expect(check({ ...asked, checkpoint: [await put('kept', signed)] })).rejects.toThrow(
      /kept is not cosigned by nhan-chung\.test/,
    );
    const two = [witness.verifier.text, stranger.verifier.text];
    await expect(check({ ...asked, witness: two })).rejects.toThrow(/not cosigned by khac\.test/);
    const forged = await put(
      'forged',
      cosigned.replace(/.{9}\n$/, (end) => `AAAAA${end.slice(5)}`),
    );
    await expect(check({ ...asked, checkpoint: [forged] })).rejects.toThrow(/cosignature of nhan-chung\.test is false/);
    await expect(check({ witness: two })).rejects.toThrow(/give --checkpoint or --tiles/);
    await expect(check({ ...asked, witness: [signer.verifier.text] })).rejects.toThrow(/none for cosignatures/);
  });

  it('says what is right, and that the key is to be compared', async () => {
    const said = await check();
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^600 events are those that were recorded, in their order; root [\w+/]{43}=$/),
      '1 signed checkpoints of sohoi.test/so agree',
      `the key is the ledger's own word: compare it with yours, or give yours with --key: ${signer.verifier.text}`,
    ]);
    const key = await put('key', `${signer.verifier.text}\n`);
    expect((await check({ key, checkpoint: [await put('kept', signed)] })).split('\n')[1]).toBe(
      '2 signed checkpoints of sohoi.test/so agree',
    );
  });

  it.each([
    ['altered', `UPDATE log.event SET data = '{"forged":true}' WHERE position = 300`, 300],
    ['removed', `DELETE FROM log.event WHERE position = 300`, 301],
    ['removed at the end', `DELETE FROM log.event WHERE position = 600`, null],
    [
      'inserted',
      `UPDATE log.event SET position = position + 1000 WHERE position >= 300;
       INSERT INTO log.event SELECT 300, 'note-2', 1, gen_random_uuid(), type, schema_version, recorded_at, data, metadata
         FROM log.event WHERE position = 1;
       UPDATE log.event SET position = position - 999 WHERE position > 1000`,
      300,
    ],
    [
      'moved',
      `UPDATE log.event SET position = 10000 WHERE position = 300;
       UPDATE log.event SET position = 300 WHERE position = 301; UPDATE log.event SET position = 301 WHERE position = 10000`,
      300,
    ],
    ['given another author', `UPDATE log.event SET metadata = '{"actor":"x"}' WHERE position = 300`, 300],
  ])('finds an event that was %s, though the triggers were off', async (_how, statements, position) => {
    await behindOurBack(statements);
    const what =
      position === null ? 'the log ends after 599 events' : `position ${String(position).padStart(20, '0')}: `;
    await expect(check()).rejects.toMatchObject({
      name: 'CliError',
      message: expect.stringContaining(`NOT AS RECORDED: ${what}`),
      exitCode: 1,
    });
  });

  it('checks static files without any database but the log', async () => {
    const read = tilesIn(pool);
    for (const tile of tilesBetween(0, COUNT)) await put(`public/${tilePath(tile)}`, await read(tile));
    await put('public/checkpoint', signed);
    const tiles = join(folder, 'public');
    const alone = { tiles, key: signer.verifier.text, log: url };
    expect(await verify(alone, {}, NEVER)).toMatch(/^600 events are those that were recorded/);
    await put('public/tile/0/001', Buffer.from(await read({ level: 0, index: 1, width: 256 })).fill(0, 64, 65));
    await expect(verify(alone, {}, NEVER)).rejects.toThrow(/^NOT AS RECORDED: position 0+259: /);
    await put('public/tile/0/001', 'short');
    await expect(verify(alone, {}, NEVER)).rejects.toThrow(/^NOT AS RECORDED: /);
    await expect(verify({ tiles, log: url, data: folder }, {}, NEVER)).rejects.toThrow(
      'give the public key of the log with --key',
    );
  });

  it.each([
    ['of another key', () => ({ key: other.verifier.text }), /is not signed by sohoi.test\/so/],
    ['that is truncated', async () => ({ checkpoint: [await put('cut', signed.slice(0, 40))] }), /a note is a text/],
    [
      'that is forged',
      async () => ({ checkpoint: [await put('x', signed.replace('600', '601'))] }),
      /signature .* is false/,
    ],
    ['that is not there', () => ({ checkpoint: [join(folder, 'none')] }), /the checkpoint cannot be read: ENOENT/],
    ['with a key that is none', () => ({ key: 'a+b' }), /only keys for Ed25519|damaged|has not 32 bytes/],
  ])('refuses a checkpoint %s', async (_what, given, sentence) => {
    await expect(check(await given())).rejects.toThrow(sentence);
  });

  it('says in one sentence what is missing', async () => {
    await expect(verify({ data: folder }, {}, NEVER)).rejects.toMatchObject({
      message: expect.stringMatching(/no ledger is running on the data folder/),
      exitCode: 3,
    });
    const away = verify({ database: 'postgres://u:secret@127.0.0.1:1/x' }, {}, NEVER);
    await expect(away).rejects.toMatchObject({ message: expect.stringMatching(/cannot be reached/), exitCode: 3 });
    await expect(away).rejects.not.toThrow(/secret/);
    await pool.query('DROP SCHEMA ledger CASCADE');
    await expect(check()).rejects.toThrow('the database keeps no tree');
  });
});
