import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import type { HistoryEntry } from './history-entry.js';
import { listedEntry } from './history-list.js';

const chapter = '5f9e8504-252a-5b05-9232-2da84599a70b';
const change = { hidden: false, before: null, after: null };
const entry: HistoryEntry = {
  ...{ position: '00000000000000000644', type: 'ScoreCorrected', at: '2023-07-18' },
  ...{ recordedAt: '2026-11-23T04:41:29.261Z', actor: 'scenario-central-officer-00', role: 'central-officer' },
  sentence: {
    vi: 'Sửa điểm đã công bố của tiêu chí proposes-tasks từ 3 thành 5 (lần 2).',
    en: 'The published score of proposes-tasks was corrected from 3 to 5 (revision 2).',
  },
  changes: [
    { ...change, field: 'points', label: { vi: 'điểm', en: 'points' }, before: 3, after: 5 },
    { ...change, field: 'chapterId', label: { vi: 'chi hội', en: 'chapter' }, after: chapter },
    { ...change, field: 'categories', label: { vi: 'nhóm', en: 'groups' }, hidden: true },
    { ...change, field: 'person', label: { vi: 'họ và tên', en: 'full name' }, after: { sealed: '1.abc' } },
  ],
  names: { [chapter]: 'Chi hội Ví Dụ 1.3' },
  reason: 'Bổ sung hai văn bản đề xuất đã gửi trong kỳ, có dấu công văn đến của Hội cấp trên (ví dụ)',
  correlation: { id: '08664dc9-e5d7-5990-b012-66696a5bdba2', others: 1000, more: true },
};

describe('an entry of a history as a paragraph', () => {
  it('has each field before and after, the whole reason, who and when, and what came of the same request', () => {
    expect(listedEntry(entry, 'vi')).toBe(
      [
        '2023-07-18 Sửa điểm đã công bố của tiêu chí proposes-tasks từ 3 thành 5 (lần 2).',
        '    điểm: 3 → 5',
        '    chi hội: — → Chi hội Ví Dụ 1.3',
        '    nhóm: (không hiện) → (không hiện)',
        '    họ và tên: — → (niêm phong)',
        '    lý do: Bổ sung hai văn bản đề xuất đã gửi trong kỳ, có dấu công văn đến của',
        '      Hội cấp trên (ví dụ)',
        '    người ghi: scenario-central-officer-00 (central-officer)',
        '    ghi lúc 2026-11-23T04:41:29.261Z, vị trí 00000000000000000644',
        '    cùng yêu cầu còn 1000+ việc: --correlation',
        '      08664dc9-e5d7-5990-b012-66696a5bdba2',
      ].join('\n'),
    );
  });

  it.each(['vi', 'en'] as const)('fits 80 columns (%s)', (lang) => {
    const lines = listedEntry(entry, lang).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });

  it('says nothing of a reason or of others where there are none', () => {
    const alone = {
      ...entry,
      changes: null,
      reason: null,
      correlation: { ...entry.correlation, others: 0, more: false },
    };
    expect(listedEntry(alone, 'en').split('\n')).toEqual([
      expect.stringMatching(/^2023-07-18 The published score/),
      '  (revision 2).',
      '    recorded by: scenario-central-officer-00 (central-officer)',
      '    recorded at 2026-11-23T04:41:29.261Z, position 00000000000000000644',
    ]);
  });
});
