/** Every generated file that is committed, and the script that writes it (and with `--check` compares): one line each. */
export const generators = [
  { writes: 'docs/reference/openapi.json', by: 'apps/standalone/dist/openapi.js' },
  { writes: 'docs/reference/scenario.md', by: 'apps/standalone/dist/scenario-reference.js' },
  { writes: 'docs/reference/exports.md', by: 'apps/cli/dist/exports-reference.js' },
  { writes: 'docs/reference/events/asyncapi.json', by: 'infra/contracts/generate.mjs' },
  { writes: 'docs/reference/rooms.md', by: 'infra/gates/rooms-reference.mjs' },
];
