import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger({ measured: true });
});
afterAll(() => ledger.close());

const reference = readFileSync(new URL('../../../docs/reference/metrics.md', import.meta.url), 'utf8');

/** The help of each metric by its name, apart from those that prom-client brings. */
const helpIn = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^# HELP (sohoi_\S+) (.+)$/gm)].map(([, name = '', help = '']) => [name, help]));

describe('the metrics of the standalone', () => {
  it('stand each in the reference, and nothing else does', async () => {
    const told = [...helpIn(await ledger.metrics()).keys()].sort();
    expect(told.length).toBeGreaterThan(20);
    expect([...reference.matchAll(/^\| `(sohoi_\w+)`/gm)].map(([, name]) => name).sort()).toEqual(told);
  });

  it('have names by the conventions of Prometheus, and say what they count', async () => {
    const text = await ledger.metrics();
    for (const [name, help] of helpIn(text)) {
      const [, type] = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(text) ?? [];
      expect({ name, total: name.endsWith('_total') }).toEqual({ name, total: type === 'counter' });
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(help).toMatch(/^[A-Z0-9].*\.$/);
    }
  });

  it('are not on the port of the ledger', async () => {
    expect((await ledger.get('/metrics')).status).toBe(404);
  });
});
