// The test server as a process of its own, from its sources. By itself it writes down its address and serves until its
// input ends; given a script of this package it runs that with EVENTSTORE_URL, as against a real server.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// Sources name each other as what they are built to.
registerHooks({
  resolve: (specifier, context, next) => {
    const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
const { startEsdbServer } = await import('./esdb-server.ts');
const server = await startEsdbServer();

const run = (name) => {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const command = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')).scripts[name];
  const env = { ...process.env, EVENTSTORE_URL: server.connectionString };
  const child = spawn(command, { cwd: folder, env, shell: true, stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
};

const [script] = process.argv.slice(2);
if (script) {
  process.exitCode = await run(script);
} else {
  process.stdout.write(`${server.connectionString}\n`);
  await new Promise((resolve) => process.stdin.once('end', resolve).resume());
}
await server.stop();
