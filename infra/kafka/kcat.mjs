import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether kcat is there: librdkafka at the command line, a client that is none of ours. Debian brings it, and so does CI. */
export const kcatIsThere = async () => {
  const there = await run('kcat', ['-V']).then(
    () => true,
    () => false,
  );
  if (!there && process.env.REQUIRE_KAFKA === '1')
    throw new Error('kcat is not installed: CI reads the topics with it');
  if (!there) process.stderr.write('not checked with kcat, since it is not installed\n');
  return there;
};

/** Headers as kcat prints them, with commas between; a comma that is followed by no name is part of a value. */
const headersIn = (text) =>
  Object.fromEntries(
    text
      .split(/,(?=[\w-]+=)/)
      .filter((pair) => pair !== '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

/**
 * The records of a topic from its beginning to its end, as kcat reads them: those of one partition in their order. Values
 * must not hold a line break; that of a tombstone is null.
 * @param {string} address `host:port` of a broker
 * @param {string} topic
 * @returns {AsyncGenerator<import('./kafka.d.ts').KcatRecord>}
 */
export async function* readWithKcat(address, topic) {
  const args = ['-C', '-q', '-b', address, '-t', topic, '-o', 'beginning', '-e', '-f', '%p\t%k\t%S\t%h\t%s\n'];
  const child = spawn('kcat', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said = `${said}${text}`.slice(-2_000)));
  const ended = once(child, 'close');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [partition, key, size, headers, ...value] = line.split('\t');
      yield {
        ...{ partition: Number(partition), key, headers: headersIn(headers) },
        value: size === '-1' ? null : value.join('\t'),
      };
    }
    const [code] = await ended;
    if (code !== 0) throw new Error(`kcat ended with ${code}: ${said}`);
  } finally {
    child.kill('SIGKILL');
  }
}
