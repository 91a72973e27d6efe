import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pom = new URL('pom.xml', import.meta.url);
const sums = new URL('jars.sha256', import.meta.url);

/** The broker asks for Java 17 or later. */
const OLDEST_JAVA = 17;

/** Why there is no broker on this machine, in one line. */
export class NoKafka extends Error {
  name = 'NoKafka';
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const firstLine = (text) => text.trim().split('\n')[0] ?? '';

const javaVersion = async () => {
  const said = await run('java', ['-version']).catch(() => {
    throw new NoKafka('java is not installed');
  });
  const [, version] = /version "(\d+)/.exec(said.stderr) ?? [];
  if (Number(version) < OLDEST_JAVA) throw new NoKafka(`java is version ${version}, not ${OLDEST_JAVA} or later`);
};

/**
 * @param {string} folder
 * @param {string} list lines of `sha256  name`, as sha256sum writes them
 * @returns {Promise<string | undefined>} what is wrong with the jars; undefined: they are exactly those of the list
 */
export const wrongWith = async (folder, list) => {
  const due = new Map(
    list
      .trim()
      .split('\n')
      .map((line) => line.split('  ').reverse()),
  );
  const there = await readdir(folder);
  for (const name of there) if (!due.has(name)) return `${name} is not in jars.sha256`;
  for (const [name, sum] of due) {
    if (!there.includes(name)) return `${name} is missing`;
    if (sha256(await readFile(path.join(folder, name))) !== sum)
      return `${name} is not the file that jars.sha256 names`;
  }
  return undefined;
};

const fetchWithMaven = async (into) => {
  const args = ['-B', '-q', '--strict-checksums', '-f', pom.pathname, 'dependency:copy-dependencies'];
  await run('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${into}`], { timeout: 300_000 }).catch(
    (error) => {
      if (error.code === 'ENOENT') throw new NoKafka('the jars are not here and mvn is not installed');
      throw new NoKafka(`mvn could not fetch the jars: ${firstLine(error.stdout || error.message)}`);
    },
  );
};

/** A folder outside of the repository, named after what is to be in it. */
const cacheFolder = (list) => {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(cache, 'sohoi', `kafka-${sha256(list).slice(0, 16)}`);
};

/**
 * The folder with the jars of the broker, fetched with Maven the first time and checked every time.
 * @returns {Promise<string>}
 * @throws {NoKafka} where Java or the jars cannot be had
 */
export const kafkaJars = async () => {
  await javaVersion();
  const list = await readFile(sums, 'utf8');
  const folder = cacheFolder(list);
  if (!existsSync(folder)) {
    await mkdir(path.dirname(folder), { recursive: true });
    const unfinished = await mkdtemp(`${folder}.unfinished-`);
    try {
      await fetchWithMaven(unfinished);
      const wrong = await wrongWith(unfinished, list);
      if (wrong) throw new NoKafka(`what mvn fetched is not what was asked for: ${wrong}`);
      // Whoever else fetched them at the same time fetched the same.
      await rename(unfinished, folder).catch((error) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const wrong = await wrongWith(folder, list);
  if (wrong) throw new NoKafka(`${folder}: ${wrong}; remove the folder`);
  return folder;
};
