// In place of a program that infra/run starts: it says what it was given, and with `--serve` waits for a signal.
console.log(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node, cwd: process.cwd() }));

if (process.argv.includes('--serve')) {
  const pulse = setInterval(() => undefined, 1000);
  process.on('SIGINT', () => console.log('got SIGINT'));
  process.on('SIGTERM', () => {
    console.log('got SIGTERM');
    clearInterval(pulse);
    process.exitCode = 7;
  });
  console.log('ready');
} else {
  process.exitCode = Number(process.env.STAND_IN_CODE ?? 0);
}
