import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { contracts } from './contracts.mjs';
import { examplesOf } from './examples.mjs';
import { referenceOf } from './reference.mjs';
import { memberStateTypeOf, subscriberTypesOf } from './subscriber-types.mjs';

/**
 * Writes the schemas, the AsyncAPI document, the readable reference and the types of the public events, or with `--check` compares
 * them. A schema of another version stays where it is: the versions beside each other are the history that the gate
 * `contracts` reads.
 */
const { asyncApiOf, jsonSchemaOf, publicEvents, schemaVersionOf, topics } = contracts;
const examples = examplesOf(contracts);
const json = (value) => JSON.stringify(value, null, 2);

const files = new Map([
  ...[...publicEvents.values()].map((event) => [
    `packages/contracts/schemas/${event.name}/${schemaVersionOf(event)}.json`,
    json(jsonSchemaOf(event)),
  ]),
  ['docs/reference/events/asyncapi.json', json(asyncApiOf(examples))],
  ['docs/reference/events/README.md', referenceOf(contracts, examples)],
  ['packages/subscriber/src/public-events/member-state.ts', await memberStateTypeOf(contracts)],
  ...(await Promise.all(
    Object.keys(topics).map(async (topic) => [
      `packages/subscriber/src/public-events/${topic}.ts`,
      await subscriberTypesOf(contracts, topic),
    ]),
  )),
]);

const different = [];
for (const [file, text] of files) {
  const filepath = path.resolve(file);
  const wanted = await prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath });
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
  different.push(file);
  if (process.argv.includes('--check')) continue;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, wanted);
}
if (process.argv.includes('--check')) {
  for (const file of different) console.error(`${file} is not what infra/contracts/generate.mjs writes`);
  process.exitCode = different.length > 0 ? 1 : 0;
}
