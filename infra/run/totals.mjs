import { readFileSync } from 'node:fs';

/** One line of totals from the file that `jest --json --outputFile` writes; a suite that could not run counts as a failure. */
export const totalsOf = (json) => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(json);
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const skipped = numPendingTests + numTodoTests;
  return {
    line: `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    isGood: numPassedTests > 0 && failed === 0,
  };
};

const file = process.argv[2];
if (import.meta.filename === process.argv[1] && file) {
  const json = readFileSync(file, 'utf8');
  if (json === '') {
    console.error('The tests left no totals: they did not run to their end.');
    process.exit(1);
  }
  const { line, isGood } = totalsOf(json);
  console.log(line);
  process.exitCode = isGood ? 0 : 1;
}
