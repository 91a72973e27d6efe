import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { contexts, entries, mayImport, pureRooms } from './rooms.mjs';

/** Writes docs/reference/rooms.md, or with `--check` compares it. */
const file = 'docs/reference/rooms.md';

const context = 'one bounded context: events, commands, rules, row folds, messages';
const service = 'HTTP service of one context: commands in, events out, its own queries';
const holds = {
  'packages/decider': 'the vocabulary of rules as types and a few small functions; the given/when/then language',
  'packages/fields': 'schemas of values without a meaning of their own: text, name, id, date, count, money, source',
  'packages/access': 'who may do what: events, commands and rules of the rights; roles',
  'packages/evaluation': context,
  'packages/membership': context,
  'packages/organization': context,
  'packages/persons': context,
  'packages/training': context,
  'packages/standings': 'chapter strength and cluster ranking: pure folds, indicators, sample rubrics',
  'packages/event-store': 'the port of the log, the command handler, the log in memory, the contract suite',
  'packages/simulation': 'five years of a union that does not exist, from a seed: for measurements and trials',
  'packages/sql-migrations': 'numbered, forward-only SQL with fingerprints, applied to one schema',
  'packages/sealing': 'personal fields: sealed, masked, searched; keys of persons, master keys, their rotation',
  'packages/event-store-postgres': 'the log in PostgreSQL: its SQL and nothing else',
  'packages/event-store-esdb': 'the log in EventStoreDB or KurrentDB: calls of its client and nothing else',
  'packages/ledger': 'the transparency log: Merkle tree, tiles, signed checkpoints, proofs, receipts; knows no events',
  'packages/ledger-postgres': 'keeps the tiles of the transparency log and its signed checkpoints in PostgreSQL',
  'packages/log-copy': 'copies a log into another, whatever their engines, and compares two logs event by event',
  'packages/event-log': 'the choice of the engine: the log at an address, in PostgreSQL or EventStoreDB',
  'packages/subscriber':
    'for other services: the public events from Kafka or the feeds, each taken once; knows no other room',
  'packages/relay': 'public events, states of members and checkpoints on their way to Kafka; kafkajs in one file',
  'packages/projection-host':
    'what a process needs to run projections: connections, health, metrics, decisions to skip',
  'packages/readings': 'the log of who read sensitive fields, only ever added to',
  'packages/contracts': 'what subscribers see: public events as CloudEvents, their schemas, AsyncAPI',
  'packages/what-if': 'results as they would have been under other rules, beside the official ones',
  'packages/what-if-jobs':
    'what analysts asked to be tried out, who works at it, and its results, apart from official ones',
  'packages/webhooks':
    'where public events are pushed to: addresses that may be reached, signatures, tries, dead letters',
  'packages/replay': 'the log folded as it was and as it is supposed to have been, in one pass',
  'packages/reports': 'what printed reports say, as documents without layout',
  'packages/report-pdf': 'documents as tagged PDF, in an embedded font',
  'packages/exports': 'typed tables as files that are whole or not there: Parquet, CSV, xlsx; and DuckDB over them',
  'packages/snapshots':
    'the public state of every member as of a place in the log, as Parquet, for those who join late',
  'packages/database-roles': 'who may do what in the database: roles, grants, logins',
  'packages/embedded-postgres': 'runs the real PostgreSQL that comes as a package; test databases',
  'packages/demo-identity': 'the data folder, its secrets, the demo persons, their tokens and their OIDC provider',
  'packages/projection': 'subscription to rows and checkpoint in one transaction; waiting for a position',
  'packages/standings-past': 'standings as of any position: snapshots of their memory, and the events since',
  'packages/nest': 'the only shared decorated code: identity, scope, problems, reads, OpenAPI, health',
  'apps/access': service,
  'apps/evaluation': 'HTTP service of evaluation, and of the standings',
  'apps/membership': service,
  'apps/organization': service,
  'apps/persons': 'HTTP service of the requests of persons, their extracts, and who read sensitive fields',
  'apps/training': service,
  'apps/audit': 'HTTP service of history, its proofs, feeds and webhooks; reads the log only',
  'apps/projector': 'hosts the projections',
  'apps/relay': 'sends public events, states of members and checkpoints to Kafka',
  'apps/cli': 'the command line `sohoi`',
  'apps/standalone': 'everything in one process, with the scenario; the only app that imports other apps',
};

const ours = (room) => {
  const rooms = mayImport[room];
  const all = contexts.every((one) => rooms.includes(one));
  const listed = all ? [...rooms.filter((one) => !contexts.includes(one)), 'every context'] : rooms;
  return listed.map((one) => one.replace('packages/', '')).join(', ') || 'none';
};

const rows = Object.keys(mayImport).map((room) => {
  if (!holds[room]) throw new Error(`rooms-reference.mjs does not say what lives in ${room}`);
  return `| \`${room}\` | ${holds[room]} | ${room in pureRooms ? 'yes' : ''} | ${ours(room)} |`;
});

const markdown = `# Rooms

Written by \`node infra/gates/rooms-reference.mjs\` from \`infra/gates/rooms.mjs\`, the table that the gates enforce.

A pure room has no I/O, no clock, no randomness and no framework; it imports from outside no more than \`zod\`. A room is
entered by its doors only: ${entries.map((entry) => (entry === 'index' ? 'its name' : `\`/${entry}\``)).join(', ')}.

| room | what lives there | pure | rooms it may import |
| --- | --- | --- | --- |
${rows.join('\n')}

\`infra\` is how it runs and \`docs\` why it is so; nobody imports them.
`;

const config = await prettier.resolveConfig(path.resolve('package.json'));
const document = await prettier.format(markdown, { ...config, parser: 'markdown' });
if (!process.argv.includes('--check')) writeFileSync(file, document);
else if (readFileSync(file, 'utf8') !== document) process.exitCode = 1;
