import { describe, expect, it } from '@jest/globals';
import { historySentences } from '@sohoi/audit/module';
import { ledgerStreams } from '@sohoi/projector/module';

describe('the history', () => {
  it('has a sentence of each language for every event type of the ledger', () => {
    const types = ledgerStreams.flatMap(({ catalog }) => Object.keys(catalog));
    expect(types.length).toBeGreaterThan(60);
    const sentences = new Map(Object.entries(historySentences));
    const told = types.filter((type) => {
      const { vi, en } = sentences.get(type) ?? {};
      return typeof vi === 'function' && typeof en === 'function';
    });
    expect(told).toEqual(types);
  });
});
