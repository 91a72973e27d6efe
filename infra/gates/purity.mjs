import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { runGate } from './gate.mjs';
import { contexts, pureRooms, pureTestTools } from './rooms.mjs';

/** What makes a clock, a decorator, an enum or the console in a pure room a compile error. */
const wanted = {
  lib: (o) => o.lib?.join() === 'lib.es2023.d.ts,lib.esnext.error.d.ts',
  types: (o) => Array.isArray(o.types) && o.types.length === 0,
  experimentalDecorators: (o) => !o.experimentalDecorators,
  erasableSyntaxOnly: (o) => o.erasableSyntaxOnly === true,
  strict: (o) => o.strict === true,
  exactOptionalPropertyTypes: (o) => o.exactOptionalPropertyTypes === true,
  noUncheckedIndexedAccess: (o) => o.noUncheckedIndexedAccess === true,
  verbatimModuleSyntax: (o) => o.verbatimModuleSyntax === true,
};

const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => console.error(diagnostic.messageText) };

const configFindings = (root, room) =>
  ['tsconfig.json', 'tsconfig.build.json'].flatMap((name) => {
    const file = path.join(room, name);
    const parsed = ts.getParsedCommandLineOfConfigFile(path.join(root, file), {}, host);
    return Object.entries(wanted)
      .filter(([, holds]) => !parsed || !holds(parsed.options))
      .map(([option]) => ({
        rule: 'pure-compiler-options',
        file,
        says: `\`${option}\` is not what tsconfig.base.json says`,
      }));
  });

const ours = (name) => name.startsWith('@sohoi/');

const packageFindings = (root, room) => {
  const file = path.join(room, 'package.json');
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const refused = (names, allowed) => names.filter((name) => !ours(name) && !allowed.includes(name));
  return [
    ...refused(Object.keys(dependencies), pureRooms[room]),
    ...refused(Object.keys(devDependencies), [...pureRooms[room], ...pureTestTools, 'typescript']),
  ].map((name) => ({ rule: 'pure-dependencies', file, says: `a pure room does not depend on ${name}` }));
};

const contextNames = contexts.map((room) => room.replace('packages/', '@sohoi/'));

const contextFindings = (root, room) => {
  if (!contexts.includes(room)) return [];
  const file = path.join(room, 'package.json');
  const { name, dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((other) => other !== name && contextNames.includes(other))
    .map((other) => ({
      rule: 'context-dependencies',
      file,
      says: `a context does not depend on another one, ${other}`,
    }));
};

await runGate('purity', ({ root }) => {
  const rooms = Object.keys(pureRooms);
  return {
    counts: { 'pure rooms': rooms.length },
    findings: rooms.flatMap((room) => [
      ...configFindings(root, room),
      ...packageFindings(root, room),
      ...contextFindings(root, room),
    ]),
  };
});
