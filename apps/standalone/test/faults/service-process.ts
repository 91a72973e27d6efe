import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type ServiceProcess = {
  readonly url: string;
  readonly pid: number;
  /** The last of what it logged. */
  readonly said: () => string;
  /** Sends the signal without waiting for what it does. */
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal, also to one that is paused, and resolves once the process is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** Runs the built service as a process of its own, with a clock that SIGUSR2 sets back; resolves once it listens. */
export const startService = (app: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> => {
  const clock = new URL('clock-back.mjs', import.meta.url).href;
  const main = fileURLToPath(new URL(`../../../${app}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, ['--import', clock, main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    child.kill('SIGCONT');
    await ended;
  };
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-100_000);
      const url = /listening on (http:\/\/\S+)/.exec(said)?.[1];
      if (url) resolve({ url, pid: child.pid ?? 0, said: () => said, signal: (signal) => child.kill(signal), end });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`${app} ended: ${said}`)));
  });
};
