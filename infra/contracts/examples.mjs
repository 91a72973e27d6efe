import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const contexts = ['organization', 'membership', 'training', 'evaluation', 'persons'];

/** Stored data of every event type in its newest version, from the fixtures of the contexts. */
const fixtures = () =>
  contexts.flatMap((context) => {
    const folder = path.join(root, 'packages', context, 'fixtures');
    return readdirSync(folder).map((file) => {
      const [, type, version] = /^(\w+)\.v(\d+)\.json$/.exec(file);
      return { type, schemaVersion: Number(version), data: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) };
    });
  });

const recorded = ({ type, schemaVersion, data }) => ({
  ...{ id: '0197a7c0-0000-7000-8000-00000000e001', type, schemaVersion, data },
  stream: 'example-0197a7c0-0000-7000-8000-000000000001',
  streamVersion: 1,
  position: '1',
  recordedAt: '2026-01-01T00:00:00.000Z',
  metadata: { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: 'h' },
});

/** Data of public events as subscribers see them, by type, made from the fixtures; without those that say the same. */
export const examplesOf = ({ cloudEventOf }) => {
  const examples = new Map();
  for (const fixture of fixtures()) {
    const event = cloudEventOf(recorded(fixture), { instance: 'example', schemas: 'https://so-hoi.example/schemas' });
    if (!event) continue;
    const others = examples.get(event.type) ?? [];
    const same = others.some((other) => JSON.stringify(other) === JSON.stringify(event.data));
    examples.set(event.type, same ? others : [...others, event.data]);
  }
  return examples;
};
