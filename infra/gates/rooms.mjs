// The rooms of the house and what each may import of ours. The boundaries, purity and sizes gates all read this table.

/** One bounded context each: they never import each other. */
export const contexts = [
  'packages/access',
  'packages/evaluation',
  'packages/membership',
  'packages/organization',
  'packages/persons',
  'packages/training',
];

/** No I/O, no clock, no randomness, no framework; with the packages from outside that each may import. */
export const pureRooms = {
  'packages/decider': [],
  'packages/fields': ['zod'],
  'packages/access': ['zod'],
  'packages/evaluation': ['zod'],
  'packages/membership': ['zod'],
  'packages/organization': ['zod'],
  'packages/persons': ['zod'],
  'packages/training': ['zod'],
  'packages/standings': [],
  'packages/event-store': [],
  'packages/simulation': [],
  'packages/reports': [],
  'packages/what-if': [],
  'packages/contracts': ['zod'],
};

/** Tools that the specs of a pure room may import besides. */
export const pureTestTools = ['@jest/globals', 'fast-check'];

const kernel = ['packages/decider', 'packages/fields'];
const log = ['packages/event-store', 'packages/event-store-postgres', 'packages/event-log', 'packages/sealing'];
const proof = ['packages/ledger', 'packages/ledger-postgres'];
const service = (context) => [...kernel, ...log, 'packages/nest', `packages/${context}`];

/** Every room, and the rooms that its shipped code may import; of the world outside, what its package.json lists. */
export const mayImport = {
  'packages/decider': [],
  'packages/fields': [],
  'packages/access': kernel,
  'packages/evaluation': kernel,
  'packages/membership': kernel,
  'packages/organization': kernel,
  'packages/persons': kernel,
  'packages/training': kernel,
  'packages/standings': ['packages/decider', ...contexts],
  'packages/event-store': ['packages/decider'],
  'packages/simulation': ['packages/decider', 'packages/event-store', 'packages/standings', ...contexts],
  'packages/sql-migrations': [],
  'packages/event-store-postgres': ['packages/event-store', 'packages/sql-migrations'],
  'packages/event-store-esdb': ['packages/event-store'],
  'packages/log-copy': ['packages/event-store'],
  'packages/ledger': [],
  'packages/ledger-postgres': ['packages/ledger', 'packages/sql-migrations'],
  'packages/event-log': ['packages/event-store', 'packages/event-store-postgres', 'packages/event-store-esdb'],
  'packages/sealing': [...kernel, 'packages/event-store', 'packages/sql-migrations'],
  'packages/contracts': [...kernel, 'packages/event-store', ...contexts],
  'packages/readings': ['packages/sql-migrations'],
  'packages/what-if-jobs': ['packages/sql-migrations'],
  'packages/subscriber': [],
  'packages/reports': [],
  'packages/what-if': ['packages/evaluation', 'packages/standings'],
  'packages/replay': [
    ...kernel,
    ...contexts,
    'packages/event-store',
    'packages/projection',
    'packages/standings',
    'packages/what-if',
  ],
  'packages/report-pdf': ['packages/reports'],
  'packages/exports': [],
  'packages/database-roles': [],
  'packages/embedded-postgres': [],
  'packages/demo-identity': [],
  'packages/projection': ['packages/decider', 'packages/event-store'],
  'packages/projection-host': [
    'packages/access',
    'packages/decider',
    'packages/event-log',
    'packages/event-store',
    'packages/nest',
    'packages/projection',
    'packages/sealing',
  ],
  'packages/relay': ['packages/contracts', 'packages/event-store', 'packages/ledger-postgres', 'packages/projection'],
  'packages/standings-past': [
    'packages/evaluation',
    'packages/event-store',
    'packages/membership',
    'packages/projection',
    'packages/sealing',
    'packages/standings',
  ],
  'packages/nest': [
    ...kernel,
    'packages/access',
    'packages/event-store',
    'packages/projection',
    'packages/readings',
    'packages/sealing',
  ],
  'apps/access': [...service('access'), 'packages/projection'],
  'apps/evaluation': [
    ...service('evaluation'),
    ...proof,
    'packages/replay',
    'packages/report-pdf',
    'packages/reports',
    'packages/standings',
    'packages/standings-past',
    'packages/what-if',
    'packages/what-if-jobs',
  ],
  'apps/membership': [...service('membership'), 'packages/readings'],
  'apps/organization': service('organization'),
  'apps/persons': [...service('persons'), ...contexts, 'packages/readings'],
  'apps/training': service('training'),
  'apps/audit': [
    ...kernel,
    ...log,
    ...contexts,
    ...proof,
    'packages/contracts',
    'packages/nest',
    'packages/projection',
    'packages/readings',
    'packages/standings',
  ],
  'apps/projector': [
    ...kernel,
    ...log,
    ...contexts,
    ...proof,
    'packages/nest',
    'packages/projection',
    'packages/projection-host',
    'packages/standings',
    'packages/standings-past',
  ],
  'apps/relay': [
    'packages/event-log',
    'packages/nest',
    'packages/projection',
    'packages/projection-host',
    'packages/relay',
  ],
  'apps/cli': [
    ...kernel,
    ...log,
    ...contexts,
    'packages/demo-identity',
    'packages/embedded-postgres',
    'packages/event-store-esdb',
    'packages/exports',
    ...proof,
    'packages/log-copy',
    'packages/projection',
    'packages/relay',
    'packages/replay',
    'packages/simulation',
    'packages/standings',
    'packages/standings-past',
    'packages/what-if',
  ],
  'apps/standalone': [
    ...kernel,
    ...log,
    ...contexts,
    'packages/contracts',
    'packages/database-roles',
    'packages/demo-identity',
    'packages/embedded-postgres',
    ...proof,
    'packages/nest',
    'packages/projection',
    'packages/projection-host',
    'packages/readings',
    'packages/relay',
    'packages/replay',
    'packages/sealing',
    'packages/standings',
    'packages/standings-past',
    'packages/subscriber',
    'packages/what-if',
    'packages/what-if-jobs',
    'apps/access',
    'apps/audit',
    'apps/evaluation',
    'apps/membership',
    'apps/organization',
    'apps/persons',
    'apps/projector',
    'apps/training',
  ],
};

/** What tests and benchmarks of a room with I/O may import besides: real databases and their adapters. */
export const testsMayImport = [
  'packages/embedded-postgres',
  'packages/event-store',
  'packages/event-store-postgres',
  'packages/event-store-esdb',
  'packages/projection',
  'packages/simulation',
];

/** The adapters behind the ports: apps choose one in their modules, nowhere else. */
export const adapters = ['packages/event-store-postgres', 'packages/event-store-esdb', 'packages/event-log'];

/** The doors of a room: the only files that another room may import. */
export const entries = ['index', 'events', 'testing', 'module', 'example'];

export const rooms = Object.keys(mayImport);
