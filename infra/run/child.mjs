import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** One Ctrl-C reaches us twice: from the terminal, and again from npm, which passes it on. */
const sameSignalMs = 1000;

/** Tells of each signal whether it is another one than that of a moment ago. @param now milliseconds that never go back */
export const isAnother = (now = () => performance.now()) => {
  let last = { signal: '', at: -Infinity };
  return (signal) => {
    const at = now();
    if (signal === last.signal && at - last.at < sameSignalMs) return false;
    last = { signal, at };
    return true;
  };
};

const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

const onStopSignals = (listener) => {
  for (const signal of stopSignals) process.on(signal, listener);
  return () => {
    for (const signal of stopSignals) process.off(signal, listener);
  };
};

/**
 * Runs a program in our place: its streams are ours, a stop signal reaches it once, and the promise gives its exit code.
 * With `ownGroup` the terminal's Ctrl-C does not reach it directly but only through us; it then cannot read a terminal.
 * A closed terminal (SIGHUP) is passed on as SIGTERM, so that what is in flight is finished then too.
 */
export const runInOurPlace = (command, args, { cwd, env = process.env, ownGroup = false }) =>
  new Promise((resolve, reject) => {
    const another = isAnother();
    // Heard from before the program runs: one that comes in between must not end us alone.
    const release = onStopSignals((received) => {
      const signal = received === 'SIGHUP' ? 'SIGTERM' : received;
      if (another(signal)) child.kill(signal);
    });
    const child = spawn(command, args, { cwd, env, detached: ownGroup, stdio: 'inherit' });
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(exitCodeOf(code, signal));
    });
  });

/**
 * Runs a step whose output matters only when it fails. A stop signal ends the step with all its children, and us.
 * Gives the exit code and everything it printed.
 */
export const runQuietly = (command, args, { cwd, env = process.env }) =>
  new Promise((resolve, reject) => {
    const release = onStopSignals((signal) => {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It ended by itself a moment ago.
      }
      process.exit(exitCodeOf(null, signal));
    });
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('close', (code, signal) => {
      release();
      resolve({ code: exitCodeOf(code, signal), output });
    });
  });
