import { describe, it } from '@jest/globals';
import { appendCases } from './contract/append.cases.js';
import { logWideIdCases, modelCases } from './contract/model.cases.js';
import { raceCases } from './contract/race.cases.js';
import { readCases } from './contract/read.cases.js';
import type { ContractCase, Subject } from './contract/subject.js';

export { logWideIdCases };
export { newEvent, newEvents } from './contract/subject.js';
export type { ContractCase, HeldAppend, Subject } from './contract/subject.js';

/** What every log must do; exported so that a spec can prove that each case fails for a store that is broken. */
export const contractCases: readonly ContractCase[] = [...appendCases, ...readCases, ...raceCases, ...modelCases];

/**
 * The suite that every adapter must pass. No case can be left out: an engine in which appends are never open says
 * so in its subject, and the case runs with a plain append.
 * @param open makes a fresh, empty log for each case
 * @param more what this adapter promises beyond the contract, run alike
 */
export const eventStoreContract = (
  name: string,
  open: () => Promise<Subject>,
  more: readonly ContractCase[] = [],
): void => {
  describe(`the event store contract, by ${name}`, () => {
    it.each([...contractCases, ...more])('$title', async ({ run }) => {
      const subject = await open();
      try {
        await run(subject);
      } finally {
        await subject.close();
      }
    });
  });
};
