import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { signCheckpoint } from '../src/checkpoint.js';
import { leafHash } from '../src/hash.js';
import type { Hash } from '../src/hash.js';
import { ED25519, signerOf } from '../src/note-key.js';
import { consistencyProof, inclusionProof } from '../src/proof.js';
import { treeIn } from '../src/subtree.js';
import { tilePath } from '../src/tile.js';
import type { Tile } from '../src/tile.js';
import { treeBuilder } from '../src/tree-builder.js';

jest.setTimeout(240_000);

const run = promisify(execFile);
const source = new URL('go/', import.meta.url).pathname;
const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const log = signerOf('sohoi.example/so', ED25519, new Uint8Array(32).fill(9));

/** Go comes with Debian and with CI; who has none is told so, and CI may not do without. */
const go = await run('go', ['version']).then(
  () => true,
  () => false,
);
if (!go && process.env['CI']) throw new Error('Go is not installed: CI checks the formats with golang.org/x/mod');
const withGo = go ? describe : describe.skip;
if (!go) process.stderr.write('not checked with golang.org/x/mod, since Go is not installed\n');

let folder: string;
let checker: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sohoi-go-'));
  checker = join(folder, 'check');
  if (go) await run('go', ['build', '-o', checker, '.'], { cwd: source });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A log of `size` leaves as static files, with proofs of some leaves and of trees that it grew from. */
const publish = async (size: number): Promise<string> => {
  const into = join(folder, String(size));
  const builder = treeBuilder();
  const leaves: Hash[] = [];
  for (let n = 0; n < size; n += 1) {
    const leaf = leafHash(Buffer.from(`event ${n}`));
    leaves.push(leaf);
    builder.add(leaf);
  }
  for (const { bytes, ...tile } of builder.takeTiles()) {
    const path = join(into, tilePath(tile));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const read = (tile: Tile) => readFile(join(into, tilePath(tile)));
  const root = builder.root();
  const some = [...new Set([0, 1, 255, 256, size >> 1, size - 2, size - 1])].filter((n) => n >= 0 && n < size);
  const proofs = [];
  for (const of of some) {
    const path = await inclusionProof(read, of, size);
    proofs.push({ kind: 'inclusion', of, size, root: hex(root), hashes: path.map(hex) });
    const grown = of + 1;
    proofs.push({
      ...{ kind: 'consistency', of: grown, size, root: hex(root) },
      older: hex(await treeIn(read, size).root(0, grown)),
      hashes: (await consistencyProof(read, grown, size)).map(hex),
    });
  }
  const checkpoint = { origin: log.verifier.name, size, root, extensions: [] };
  await writeFile(join(into, 'key'), `${log.verifier.text}\n`);
  await writeFile(join(into, 'checkpoint'), await signCheckpoint(checkpoint, log));
  await writeFile(join(into, 'leaves'), leaves.map((leaf) => `${hex(leaf)}\n`).join(''));
  await writeFile(join(into, 'proofs'), proofs.map((proof) => `${JSON.stringify(proof)}\n`).join(''));
  return into;
};

withGo('with golang.org/x/mod/sumdb', () => {
  it.each([
    [1, 2],
    [256, 10],
    [700, 14],
    [65_800, 14],
  ])('checkpoint, tiles and proofs of %i leaves are right', async (size, proofs) => {
    const { stdout } = await run(checker, [await publish(size)]);
    expect(stdout).toBe(`sohoi.example/so: ${size} leaves, ${size} of them looked at, ${proofs} proofs\n`);
  });

  it.each([
    ['checkpoint', /invalid signature|malformed note/],
    ['tile/0/001', /inconsistent tile|not in the tiles/],
    ['leaves', /not in the tiles|is no hash/],
    ['proofs', /invalid transparency proof/],
  ])('a planted fault in %s is found', async (file, why) => {
    const published = await publish(600);
    const path = join(published, file);
    const bytes = await readFile(path);
    // A place in a hash, whichever file it is.
    const at = file === 'proofs' ? bytes.indexOf('"hashes":["') + 11 : file === 'leaves' ? 0 : 20;
    bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
    await writeFile(path, bytes);
    await expect(run(checker, [published])).rejects.toMatchObject({ stderr: expect.stringMatching(why) });
  });
});
