import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT_REFUSED, EXIT_UNREACHABLE } from './ledger-client.js';
import { report } from './report.command.js';

const PDF = Buffer.from('%PDF-1.7\n…');
const id = '0000000a-0000-5000-8000-00000000000c';

let folder: string;
let server: Server;
let url: string;
let asked: string[];
let answer: { status: number; type: string; body: Buffer };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sohoi-report-'));
  asked = [];
  answer = { status: 200, type: 'application/pdf', body: PDF };
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': PDF.length });
    if (answer.body.length < PDF.length) response.write(answer.body, () => response.destroy());
    else response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const save = (out: string, more: object = {}) => report('cluster', id, { url, token: 'a.b.c', out, ...more }, {});

describe('sohoi report', () => {
  it('saves what the ledger prints, of the period and the moment asked for', async () => {
    const out = join(folder, 'cum.pdf');
    expect(await save(out, { period: '2023-H1', asOf: '42' })).toBe(`${out}: ${PDF.length} bytes`);
    await report('commune', id, { url, token: 'a.b.c', out }, {});
    expect(asked).toEqual([
      `/v1/emulation-clusters/${id}/report.pdf?period=2023-H1&asOf=42 Bearer a.b.c`,
      `/v1/units/${id}/strength-report.pdf? Bearer a.b.c`,
    ]);
    expect(readFileSync(out)).toEqual(PDF);
    expect(readdirSync(folder)).toEqual(['cum.pdf']);
  });

  it('says why there is none, and leaves no file', async () => {
    const title = Buffer.from('{"title":"No such period","errors":[{"field":"period","message":"2099"}]}');
    answer = { status: 404, type: 'application/problem+json', body: title };
    server.removeAllListeners('request').on('request', (_, response) => {
      response.writeHead(404, { 'content-type': answer.type }).end(title);
    });
    await expect(save(join(folder, 'cum.pdf'))).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: '404 No such period (period: 2099)',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what stood there if the answer breaks off, is none, or cannot be written', async () => {
    const out = join(folder, 'cum.pdf');
    writeFileSync(out, 'before');
    answer = { ...answer, body: PDF.subarray(0, 6) };
    await expect(save(out)).rejects.toMatchObject({ exitCode: EXIT_UNREACHABLE });
    answer = { ...answer, body: Buffer.from('<html>……') };
    await expect(save(out)).rejects.toMatchObject({ exitCode: EXIT_UNREACHABLE });
    answer = { ...answer, body: PDF };
    await expect(save(join(folder, 'absent', 'cum.pdf'))).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: `${join(folder, 'absent', 'cum.pdf')} cannot be written: its folder is not there`,
    });
    await expect(save(folder)).rejects.toMatchObject({ exitCode: EXIT_REFUSED });
    expect(readFileSync(out, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['cum.pdf']);
  });
});
