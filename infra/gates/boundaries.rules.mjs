import { adapters, contexts, entries, mayImport, pureRooms, pureTestTools, rooms, testsMayImport } from './rooms.mjs';

const quote = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const inside = (list) => `^(${list.map(quote).join('|')})/`;
const doors = `/src/(${entries.join('|')})\\.ts$`;
const packages = (names) => `node_modules/(${names.map(quote).join('|')})/`;

/** Not shipped: specs, end-to-end tests, benchmarks, and the code that exists to test with. */
const testing = '(\\.spec\\.ts$|/(test|bench)/|/src/(testing|contract)[./])';
const house = '^(apps|packages)/';

const ofRoom = (room) => ({ path: `^${quote(room)}/` });

const importsOfRoom = (room) => [
  {
    name: `only-listed-rooms:${room}`,
    severity: 'error',
    comment: `${room} may import ${mayImport[room].join(', ') || 'no other room'}`,
    from: { ...ofRoom(room), pathNot: testing },
    to: { path: house, pathNot: inside([room, ...mayImport[room]]) },
  },
  {
    name: `only-listed-rooms-in-tests:${room}`,
    severity: 'error',
    comment: `tests of ${room} may import what it may, and ${testsMayImport.join(', ')} unless it is pure`,
    from: { path: `^${quote(room)}/.*${testing}` },
    to: {
      path: house,
      pathNot: inside([room, ...mayImport[room], ...(room in pureRooms ? [] : testsMayImport)]),
    },
  },
];

/** Node's own modules count as packages from outside: a pure room lists none of them. */
const importsOfPureRoom = ([room, listed]) => {
  const outsideBut = (names) => ({
    pathNot: ['^(apps|packages|infra)/', ...(names.length > 0 ? [packages(names)] : [])],
    dependencyTypesNot: ['unknown'],
  });
  return [
    {
      name: `only-listed-packages:${room}`,
      severity: 'error',
      comment: `${room} is pure: from outside it imports ${listed.join(', ') || 'nothing'}`,
      from: { ...ofRoom(room), pathNot: testing },
      to: outsideBut(listed),
    },
    {
      name: `only-listed-packages-in-tests:${room}`,
      severity: 'error',
      comment: `the specs of ${room} import no more than ${pureTestTools.join(', ')} besides`,
      from: { path: `^${quote(room)}/.*${testing}` },
      to: outsideBut([...listed, ...pureTestTools]),
    },
  ];
};

const general = [
  {
    name: 'contexts-never-each-other',
    severity: 'error',
    comment: 'a bounded context knows no other; what two share is an event that a third one reads',
    from: { path: `^packages/(${contexts.map((room) => room.split('/')[1]).join('|')})/` },
    to: { path: inside(contexts), pathNot: '^packages/$1/' },
  },
  {
    name: 'standings-read-only-events',
    severity: 'error',
    comment: 'standings fold what the contexts publish, and do not know their rules',
    from: { path: '^packages/standings/' },
    to: { path: inside(contexts), pathNot: '/src/events\\.ts$' },
  },
  {
    name: 'apps-never-each-other',
    severity: 'error',
    comment: 'only apps/standalone composes other apps',
    from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'standalone-takes-only-modules',
    severity: 'error',
    comment: "apps/standalone takes another app's `/module`, nothing else of it",
    from: { path: '^apps/standalone/' },
    to: { path: '^apps/', pathNot: ['^apps/standalone/', '^apps/[^/]+/src/module\\.ts$'] },
  },
  {
    name: 'nobody-imports-standalone',
    severity: 'error',
    comment: 'apps/standalone is the outermost room',
    from: { pathNot: '^apps/standalone/' },
    to: { path: '^apps/standalone/' },
  },
  {
    name: 'adapters-only-in-modules',
    severity: 'error',
    comment:
      'an app chooses its adapters in *.module.ts or main.ts; standalone is all composition, and so is each command of the command line',
    from: {
      path: '^apps/',
      pathNot: ['^apps/standalone/', '^apps/cli/', '(^|/|\\.)module\\.ts$', '/src/main\\.ts$', testing],
    },
    to: { path: inside(adapters) },
  },
  {
    name: 'embedded-postgres-only-at-the-edge',
    severity: 'error',
    comment:
      'apps/standalone starts a PostgreSQL of its own, and `sohoi simulate` one in a data folder; everyone else is given an address, except tests and benchmarks',
    from: {
      pathNot: [
        '^apps/standalone/',
        '^apps/cli/src/simulated-place\\.module\\.ts$',
        '^packages/embedded-postgres/',
        '^infra/bench/',
        testing,
      ],
    },
    to: { path: '^packages/embedded-postgres/' },
  },
  {
    name: 'only-entries',
    severity: 'error',
    comment: 'another room is entered by the doors that its package.json exports',
    from: { path: '^(apps|packages)/([^/]+)/' },
    to: { path: '^(apps|packages)/', pathNot: ['^$1/$2/', doors] },
  },
  {
    name: 'no-relative-import-of-a-room',
    severity: 'error',
    comment: 'another room is imported by its name, never by a path',
    from: { path: '^(apps|packages|infra)/([^/]+)/' },
    to: { path: '^(apps|packages)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
  },
  {
    name: 'nobody-imports-infra',
    severity: 'error',
    comment: 'infra and docs are imported by nobody, except that tests may need what runs them',
    from: { path: '^(apps|packages)/', pathNot: testing },
    to: { path: '^(infra|docs)/' },
  },
  {
    name: 'no-kafkajs',
    severity: 'error',
    comment: 'only the relay and the package for subscribers speak to Kafka, each in one file',
    from: { pathNot: ['^packages/(subscriber/src/kafka|relay/src/kafka-publisher)\\.ts$', testing] },
    to: { path: '(^|node_modules/)kafkajs(/|$)' },
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    comment:
      'an import that leads nowhere: a missing file, a package that package.json does not list, a path that is no entry',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-unlisted-package',
    severity: 'error',
    comment: 'a package that package.json does not list',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'shipped-code-needs-no-dev-dependency',
    severity: 'error',
    comment: 'what runs in production is listed under `dependencies`; types alone may come from a dev dependency',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: testing },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'shipped-code-imports-no-test-code',
    severity: 'error',
    comment: 'what exists to test with is not part of the program',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: testing },
    to: { path: `^(apps|packages)/.*${testing}` },
  },
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'files import each other in a circle',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    severity: 'error',
    comment: 'a file that nothing imports and that imports nothing',
    from: { orphan: true, path: '^(apps|packages)/', pathNot: [testing, doors, '/src/main\\.ts$'] },
    to: {},
  },
];

export const forbidden = [
  ...rooms.flatMap(importsOfRoom),
  ...Object.entries(pureRooms).flatMap(importsOfPureRoom),
  ...general,
];
