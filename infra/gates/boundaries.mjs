import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { forbidden } from './boundaries.rules.mjs';
import { runGate } from './gate.mjs';
import { rooms } from './rooms.mjs';

const options = {
  validate: true,
  ruleSet: { forbidden },
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(dist|coverage)/' },
  // Imports of types bind rooms together as much as others do.
  tsPreCompilationDeps: true,
  // A room's sources, not its build: what `exports` offers under `source`.
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['source', 'import', 'types', 'node', 'default'],
  },
};

const folders = ['apps', 'packages', path.join('infra', 'bench')];
const says = Object.fromEntries(forbidden.map(({ name, comment }) => [name, comment]));

await runGate('boundaries', async ({ root }) => {
  process.chdir(root);
  const { output } = await cruise(
    folders.filter((folder) => existsSync(folder)),
    options,
  );
  const modulesOf = (room) => output.modules.filter(({ source }) => source.startsWith(`${room}/`)).length;
  return {
    counts: Object.fromEntries(rooms.map((room) => [room, modulesOf(room)])),
    findings: output.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      file: from,
      says: `${says[rule.name]} (imports ${to})`,
    })),
  };
});
