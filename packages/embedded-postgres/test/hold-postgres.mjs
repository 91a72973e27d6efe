// Starts the PostgreSQL of a data folder in a process of its own, says so, and holds it until it is told to end.
import { registerTypeScript } from '../../../infra/node/typescript-hooks.mjs';

registerTypeScript({ conditions: ['source'] });
const { startPostgres } = await import('../src/index.ts');
const [dataDir = '', ...flags] = process.argv.slice(2);
if (flags.includes('--as-nobody')) {
  process.setgid(65534);
  process.setuid(65534);
}
try {
  const { url, pid } = await startPostgres({ dataDir });
  console.log(JSON.stringify({ url, pid }));
} catch (error) {
  console.log(JSON.stringify({ name: error.name, message: error.message, pid: error.pid }));
  process.exit(1);
}
process.stdin.resume();
