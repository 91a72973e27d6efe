import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const staleMs = 15 * 60_000;

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const holderIsGone = (file) => {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const age = Date.now() - statSync(file).mtimeMs;
    return age > staleMs || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
  }
};

const tryTake = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
};

/** Lets one process at a time do the work, others wait; the file of a process that died, or one a quarter of an hour old, holds nobody. */
export const alone = async (file, work) => {
  mkdirSync(path.dirname(file), { recursive: true });
  while (!tryTake(file)) {
    if (holderIsGone(file)) rmSync(file, { force: true });
    else await delay(100);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.off('exit', release);
  }
};
