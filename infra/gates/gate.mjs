import path from 'node:path';

/**
 * What a gate found: `rule` is the sentence's short name, `file` where, `says` why.
 * @typedef {{ rule: string, file: string, says: string }} Finding
 */

/** `--root <folder>`: another tree to look at (a copy with violations planted in it); `--json`: print findings as JSON. */
const readArguments = (args) => {
  const at = args.indexOf('--root');
  const root = path.resolve(at >= 0 ? args[at + 1] : '.');
  const paths = args.filter((arg, i) => !arg.startsWith('--') && (at < 0 || i !== at + 1));
  return { root, paths, json: args.includes('--json') };
};

/**
 * Runs a gate: prints each finding on a line, then what it looked at; a gate that looked at nothing has failed.
 * `look({ root, paths })` gives `{ findings, counts }`, counts being numbers by the name of what was counted.
 */
export const runGate = async (name, look) => {
  const { root, paths, json } = readArguments(process.argv.slice(2));
  const { findings, counts } = await look({ root, paths });
  const nothing = Object.entries(counts)
    .filter(([, count]) => count === 0)
    .map(([what]) => ({ rule: 'looked-at-nothing', file: what, says: 'the gate found nothing of this to look at' }));
  const all = [...nothing, ...findings];
  if (json) process.stdout.write(JSON.stringify({ findings: all, counts }));
  else {
    for (const { rule, file, says } of all) console.error(`${file}: ${rule}: ${says}`);
    const total = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    const shown =
      total.length > 4 ? [`${Object.values(counts).reduce((a, b) => a + b, 0)} in ${total.length} places`] : total;
    console.log(`${name}: ${all.length === 0 ? 'clean' : `${all.length} findings`}; looked at ${shown.join(', ')}`);
  }
  process.exitCode = all.length === 0 ? 0 : 1;
};
