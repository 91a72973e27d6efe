import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The test server in a process of its own, as a real server is one. */
export const startOwnProcess = async (): Promise<{ connectionString: string; stop(): Promise<void> }> => {
  const program = fileURLToPath(new URL('serve.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const said = once(createInterface({ input: child.stdout }), 'line');
  const failed = ended.then(([code]) => {
    throw new Error(`the server ended with ${String(code)} before it served`);
  });
  failed.catch(() => undefined);
  const [connectionString] = (await Promise.race([said, failed])) as [string];
  return {
    connectionString,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
