import { globSync } from 'node:fs';
import { resolve } from 'node:path';

/** Whether any of the specs that a glob names is among those asked for. */
export const askedFor = (glob, { testPathPatterns, rootDir, nonFlagArgs }) => {
  const files = globSync(glob, { cwd: rootDir, exclude: (name) => name === 'node_modules' || name === 'dist' });
  const tests = (testPathPatterns?.patterns ?? nonFlagArgs ?? []).map((pattern) => new RegExp(pattern, 'i'));
  return files.some((file) => tests.length === 0 || tests.some((test) => test.test(resolve(rootDir, file))));
};
