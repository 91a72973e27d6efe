import { inRoot } from './paths.mjs';

const gate = (name) => ({ name, script: inRoot('infra', 'gates', `${name}.mjs`) });

/** All gates, the quick ones first. `types` is turbo's work, the rest are scripts of infra/gates. */
export const gates = [
  gate('sizes'),
  gate('text'),
  gate('dependencies'),
  gate('format'),
  gate('purity'),
  gate('boundaries'),
  gate('drift'),
  gate('contracts'),
  { name: 'types' },
  gate('lint'),
];
