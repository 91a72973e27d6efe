const imports = (what) => `import * as planted from '${what}';\nexport const used = planted;\n`;

/** One violation of every boundary: the file, its text, and the rule that must name it. */
export const boundaryViolations = [
  {
    rule: 'only-listed-rooms:packages/fields',
    file: 'packages/fields/src/planted-room.ts',
    text: imports('../../decider/src/index.js'),
  },
  {
    rule: 'only-listed-rooms-in-tests:packages/decider',
    file: 'packages/decider/src/planted-room.spec.ts',
    text: imports('../../fields/src/index.js'),
  },
  {
    rule: 'only-listed-packages:packages/decider',
    file: 'packages/decider/src/planted-zod.ts',
    text: imports('node:crypto'),
  },
  {
    rule: 'only-listed-packages:packages/standings',
    file: 'packages/standings/src/planted-node.ts',
    text: imports('node:fs'),
  },
  {
    rule: 'only-listed-packages:packages/membership',
    file: 'packages/membership/src/planted-node.ts',
    text: imports('node:child_process'),
  },
  {
    rule: 'only-listed-packages-in-tests:packages/membership',
    file: 'packages/membership/src/planted-node.spec.ts',
    text: imports('node:fs'),
  },
  {
    rule: 'contexts-never-each-other',
    file: 'packages/membership/src/planted-context.ts',
    text: "import type { OrganizationEvent } from '../../organization/src/events.js';\nexport type Other = OrganizationEvent;\n",
  },
  {
    rule: 'contexts-never-each-other',
    file: 'packages/training/src/planted-context.spec.ts',
    text: imports('../../organization/src/index.js'),
  },
  {
    rule: 'standings-read-only-events',
    file: 'packages/standings/src/planted-rules.ts',
    text: imports('@sohoi/membership'),
  },
  {
    rule: 'apps-never-each-other',
    file: 'apps/membership/src/planted-app.ts',
    text: imports('../../training/src/module.js'),
    needs: 'apps/training/src/module.ts',
  },
  {
    rule: 'standalone-takes-only-modules',
    file: 'apps/standalone/src/planted-app.ts',
    text: imports('../../membership/src/main.js'),
    needs: 'apps/membership/src/main.ts',
  },
  {
    rule: 'nobody-imports-standalone',
    file: 'apps/cli/src/planted-standalone.ts',
    text: imports('../../standalone/src/main.js'),
    needs: 'apps/standalone/src/main.ts',
  },
  {
    rule: 'adapters-only-in-modules',
    file: 'apps/training/src/planted.controller.ts',
    text: imports('@sohoi/event-store-postgres'),
    needs: 'packages/event-store-postgres/src/index.ts',
  },
  {
    rule: 'embedded-postgres-only-at-the-edge',
    file: 'packages/projection/src/planted-postgres.ts',
    text: imports('@sohoi/embedded-postgres'),
    needs: 'packages/embedded-postgres/src/index.ts',
  },
  {
    rule: 'only-entries',
    file: 'packages/event-store/src/planted-entry.ts',
    text: imports('../../decider/src/decider.js'),
  },
  {
    rule: 'no-relative-import-of-a-room',
    file: 'packages/event-store/src/planted-path.ts',
    text: imports('../../decider/src/index.js'),
  },
  {
    rule: 'nobody-imports-infra',
    file: 'packages/nest/src/planted-infra.ts',
    text: imports('../../../infra/run/paths.mjs'),
  },
  { rule: 'no-kafkajs', file: 'apps/projector/src/planted-kafka.ts', text: imports('kafkajs') },
  {
    rule: 'no-unresolvable',
    file: 'packages/decider/src/planted-entry.ts',
    text: imports('@sohoi/fields/src/fields.js'),
  },
  {
    rule: 'shipped-code-needs-no-dev-dependency',
    file: 'packages/fields/src/planted-dev.ts',
    text: imports('fast-check'),
  },
  {
    rule: 'shipped-code-imports-no-test-code',
    file: 'packages/decider/src/planted-testing.ts',
    text: imports('./testing.js'),
  },
  { rule: 'no-unlisted-package', file: 'apps/cli/src/planted-unlisted.ts', text: imports('jest') },
  {
    rule: 'no-cycles',
    file: 'packages/fields/src/planted-circle.ts',
    text: "export { there } from './planted-round.js';\nexport const here = 1;\n",
    beside: {
      file: 'packages/fields/src/planted-round.ts',
      text: "export { here } from './planted-circle.js';\nexport const there = 2;\n",
    },
  },
  { rule: 'no-orphans', file: 'packages/fields/src/planted-orphan.ts', text: 'export const alone = 1;\n' },
];
