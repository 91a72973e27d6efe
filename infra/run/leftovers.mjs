import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const orNothing = (read) => {
  try {
    return read();
  } catch {
    return '';
  }
};

const fromProc = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      command: orNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        .replaceAll('\0', ' ')
        .trim(),
      traces: [
        orNothing(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
        orNothing(() => readlinkSync(`/proc/${pid}/cwd`)),
      ],
    }));

const fromPs = () =>
  execFileSync('ps', ['axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid ? [{ pid: Number(pid), command, traces: [] }] : [];
    });

/** Living processes whose environment, working folder or command line has the mark; a zombie has none of the three. */
export const processesWith = (mark) =>
  (process.platform === 'linux' ? fromProc() : fromPs()).filter(
    ({ pid, command, traces }) => pid !== process.pid && [command, ...traces].some((text) => text.includes(mark)),
  );

/** Those still there after `patienceMs`: a server told to stop may need a moment. */
export const leftBehind = async (mark, patienceMs = 5000) => {
  const until = performance.now() + patienceMs;
  for (;;) {
    const left = processesWith(mark);
    if (left.length === 0 || performance.now() > until) return left;
    await delay(50);
  }
};
