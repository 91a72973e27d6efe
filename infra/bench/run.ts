/**
 * Runs every exported `Bench` of the `*.bench.ts` files on the built packages. With `--json` it prints only an array of
 * `{ name, ours, yardstick, ratio, unit }`; without it a table, and writes `docs/reference/benchmarks.md`. Other arguments
 * choose files by a part of their path; then nothing is written.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registerTypeScript } from '../node/typescript-hooks.mjs';
import type { Bench, BenchContext } from './bench.d.ts';
import { median, spreadOf } from './statistics.ts';

type Row = { bench: Bench; ours: number; yardstick: number; ratio: number; spread: string };

const root = resolve(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const asJson = args.includes('--json');
const wanted = args.filter((arg) => !arg.startsWith('--'));

registerTypeScript();

const say = (line: string): void => void (asJson ? undefined : console.log(line));

const findBenches = async (): Promise<Bench[]> => {
  const files = globSync('{packages,apps}/*/bench/*.bench.ts', { cwd: root }).sort();
  const chosen = files.filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  const modules = await Promise.all(chosen.map((file) => import(pathToFileURL(join(root, file)).href)));
  return modules.flatMap((module: Record<string, Bench>) => Object.values(module));
};

type Testing = {
  startTemporaryPostgres(options: { durable: boolean }): Promise<{ url: string; stop(): Promise<void> }>;
  createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }>;
};

/** Benchmarks that were left out, each with the reason. */
const leftOut: string[] = [];

/** Of a benchmark that needs a Kafka nothing is measured where there is none; there is a line that says so instead. */
const runOne = async (bench: Bench, context: BenchContext): Promise<Row | undefined> => {
  try {
    const { ours, yardstick } = await bench.run(context);
    const ratios = ours.map((value, round) => value / (yardstick[round] ?? NaN));
    const [ratio, spread] = [median(ratios), spreadOf(ratios)];
    return { bench, ours: median(ours), yardstick: median(yardstick), ratio, spread };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'NoKafka')) throw error;
    leftOut.push(`Not measured: ${bench.name}, since ${error.message}.`);
    return undefined;
  }
};

const runAll = async (benches: readonly Bench[]): Promise<Row[]> => {
  const testing = join(root, 'packages/embedded-postgres/dist/testing.js');
  const { createTestDatabase, startTemporaryPostgres } = (await import(pathToFileURL(testing).href)) as Testing;
  const server = await startTemporaryPostgres({ durable: true });
  process.env.SOHOI_TEST_POSTGRES = server.url;
  const rows: Row[] = [];
  try {
    for (const bench of benches) {
      const database = await createTestDatabase();
      const progress = (round: number): void => say(`${bench.name}: round ${round}`);
      const row = await runOne(bench, { url: database.url, progress });
      if (row) rows.push(row);
      await database.drop();
    }
  } finally {
    await server.stop();
  }
  return rows;
};

const round = (value: number): number => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

const table = (rows: readonly Row[]): string =>
  [
    '| work | ours | yardstick | unit | ratio | of the rounds | to reach | measured against |',
    '|---|--:|--:|---|--:|---|--:|---|',
    ...rows.map(
      ({ bench, ours, yardstick, ratio, spread }) =>
        `| ${bench.name} | ${round(ours)} | ${round(yardstick)} | ${bench.unit} | ${ratio.toFixed(2)} | ${spread} | ${bench.atMost ? 'at most ' : ''}${bench.reach} | ${bench.against} |`,
    ),
  ].join('\n');

const machine = (): string => {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: root, encoding: 'utf8' }).trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB; ${process.platform}; Node ${process.versions.node}; PostgreSQL 18 embedded; commit ${commit}; ${new Date().toISOString().slice(0, 10)}`;
};

const rows = await runAll(await findBenches());
if (asJson) {
  const result = rows.map(({ bench, ours, yardstick, ratio }) => ({
    name: bench.name,
    ours: round(ours),
    yardstick: round(yardstick),
    ratio: Number(ratio.toFixed(3)),
    unit: bench.unit,
  }));
  console.log(JSON.stringify(result, null, 2));
} else {
  console.log([table(rows), ...leftOut].join('\n\n'));
}
if (!asJson && wanted.length === 0) {
  const page = `# Benchmarks

Written by \`npm run --silent bench\`. Ours and the yardstick take turns within one run, with fsync on; the numbers are medians of
the rounds, the ratio is the median of the rounds' ratios, beside it the least and the greatest.

${machine()}

${[table(rows), ...leftOut].join('\n\n')}
`;
  mkdirSync(join(root, 'docs/reference'), { recursive: true });
  writeFileSync(join(root, 'docs/reference/benchmarks.md'), page);
}
