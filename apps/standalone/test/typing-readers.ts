import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { differencesOf, printedIn, runPrinted } from './printed-tour.js';
import { checksOf, startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

export const root = join(import.meta.dirname, '..', '..', '..');

/** The address that the documents print: that of a ledger started without options. */
const PRINTED = '127.0.0.1:8080';

/** Nobody types so fast that the projections are still on their way to the end of the scenario. */
const untilCaughtUp = async (url: string, dataDir: string): Promise<void> => {
  for (;;) {
    const { detail = [] } = (await checksOf(url, dataDir)).find(({ name }) => name === 'projections') ?? {};
    const projections = detail as readonly { readonly behind: number | null }[];
    if (projections.length > 0 && projections.every(({ behind }) => behind === 0)) return;
  }
};

/** Somebody who types what these documents print, in this order on one new ledger, and compares what comes. */
export const readerWhoTypes = (files: readonly string[]): void =>
  describe('a reader who types what is printed', () => {
    const { dataDir, remove } = temporaryDataDir();
    let standalone: StandaloneProcess;
    let host: string;

    beforeAll(async () => {
      chmodSync(dirname(dataDir), 0o755);
      standalone = startStandalone(dataDir);
      const url = await standalone.ready;
      await untilCaughtUp(url, dataDir);
      ({ host } = new URL(url));
    }, 120_000);
    afterAll(async () => {
      standalone.child.kill('SIGTERM');
      await standalone.ended;
      remove();
    }, 60_000);

    it.each(files)(
      'in %s sees what is printed',
      async (file) => {
        const printed = printedIn(readFileSync(join(root, file), 'utf8'));
        expect(printed.length).toBeGreaterThan(5);
        const env = { ...process.env, SOHOI_DATA: dataDir, LC_ALL: 'C.UTF-8' };
        const ran = await runPrinted(printed, { cwd: root, env, replace: [[PRINTED, host]] });
        expect(differencesOf(printed, ran)).toEqual([]);
      },
      300_000,
    );
  });
