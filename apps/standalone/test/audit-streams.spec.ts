import { auditStreams } from '@sohoi/audit/module';
import { ledgerStreams } from '@sohoi/projector/module';
import { markedFieldsOf } from '@sohoi/sealing';
import type { SealedStream } from '@sohoi/sealing';
import { describe, expect, it } from '@jest/globals';

const withMarks = (streams: readonly SealedStream[]): readonly string[] =>
  streams
    .filter(({ catalog }) => Object.keys(catalog).some((type) => markedFieldsOf(catalog, type).length > 0))
    .map(({ category }) => category)
    .sort();

describe('audit in a process of its own', () => {
  it('knows every kind of stream in which something is sealed or masked', () => {
    expect(withMarks(auditStreams)).toEqual(withMarks(ledgerStreams));
    expect(withMarks(ledgerStreams)).toContain('member');
  });
});
