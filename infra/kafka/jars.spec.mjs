import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wrongWith } from './jars.mjs';

/** The sum of the three bytes `jar`. */
const SUM = '0163f1eea7894350060624d315234d40c508ab251ba121714e234503045faadd';

let folder;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sohoi-jars-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const setUp = (env, args = []) =>
  new Promise((resolve) => {
    const script = `
      import { setUpKafka } from ${JSON.stringify(new URL('../jest/kafka.setup.mjs', import.meta.url).href)};
      const root = ${JSON.stringify(new URL('../..', import.meta.url).pathname)};
      await setUpKafka({ rootDir: root, nonFlagArgs: ${JSON.stringify(args)} });
      console.log(process.env.SOHOI_TEST_KAFKA ?? 'none');`;
    execFile(
      process.execPath,
      ['--input-type=module', '-e', script],
      { env: { PATH: folder, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

describe('where Java cannot be had', () => {
  it('one line says that Kafka was not tested and why', async () => {
    const { code, stdout, stderr } = await setUp({});
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'none\n',
      stderr: 'not checked with a real Kafka: java is not installed\n',
    });
  });

  it('the run fails where Kafka is required', async () => {
    const { code, stderr } = await setUp({ REQUIRE_KAFKA: '1' });
    expect(code).toBe(1);
    expect(stderr).toContain('java is not installed');
  });

  it('nothing is said when no spec that needs it was asked for', async () => {
    expect(await setUp({ REQUIRE_KAFKA: '1' }, ['infra/kafka/jars'])).toEqual({
      code: 0,
      stdout: 'none\n',
      stderr: '',
    });
  });
});

describe('the jars', () => {
  it('are those that were listed, all of them and no others', async () => {
    const jars = await mkdtemp(path.join(folder, 'jars-'));
    await writeFile(path.join(jars, 'a.jar'), 'jar');
    const list = `${SUM}  a.jar\n`;
    expect(await wrongWith(jars, list)).toBeUndefined();
    expect(await wrongWith(jars, `${list}${SUM}  b.jar\n`)).toBe('b.jar is missing');
    await writeFile(path.join(jars, 'a.jar'), 'jaR');
    expect(await wrongWith(jars, list)).toBe('a.jar is not the file that jars.sha256 names');
    await writeFile(path.join(jars, 'c.jar'), 'jar');
    expect(await wrongWith(jars, list)).toBe('c.jar is not in jars.sha256');
  });

  it('have one line each, with the version that the pom asks for', async () => {
    const list = await readFile(new URL('jars.sha256', import.meta.url), 'utf8');
    const pom = await readFile(new URL('pom.xml', import.meta.url), 'utf8');
    const [, version] = /<artifactId>kafka_2.13<\/artifactId>\s*<version>([^<]+)</.exec(pom);
    expect(list).toMatch(/^([0-9a-f]{64}  [\w.-]+\.jar\n)+$/);
    expect(list).toContain(`  kafka_2.13-${version}.jar\n`);
  });
});
