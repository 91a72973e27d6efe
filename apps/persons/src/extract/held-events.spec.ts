import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { extractHtml } from './extract.html.js';
import { heldEventsOf } from './held-events.js';

const [hers, others, unitId, classId] = ['01', '02', 'a1', 'd1'].map(
  (n) => `0197a7c0-0000-7000-8000-0000000000${n}`,
) as [string, string, string, string];
const at = '2023-06-15';
const ofClass = { classId, unitId };

const recorded = (stream: string, events: readonly (readonly [string, number, object])[]): readonly RecordedEvent[] =>
  events.map(([type, schemaVersion, data], n) => ({
    ...{ id: `e${n}`, type, schemaVersion, data, stream, streamVersion: n + 1 },
    ...{ position: `${n + 1}`.padStart(20, '0'), recordedAt: '2023-06-16T01:02:03.000Z' },
    metadata: { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: '' },
  }));

const trainee = (traineeId: string, personId: string, fullName: unknown) => ({
  ...{ traineeId, personId, fullName, unitId, chapterId: null, trainedAs: 'other' },
});
const history = recorded(`trainingClass-${classId}`, [
  [
    'TraineesEnrolled',
    2,
    { ...ofClass, trainees: [trainee('t1', hers, 'Của Bà'), trainee('t2', others, 'Người Khác')], at },
  ],
  ['SessionAttended', 1, { ...ofClass, session: 1, traineeIds: ['t1', 't2'], persons: 2, at }],
  ['SessionAttended', 1, { ...ofClass, session: 2, traineeIds: ['t2'], persons: 2, at }],
  ['TraineeTested', 1, { ...ofClass, traineeId: 't1', mark: 8, at }],
  ['TraineeTested', 1, { ...ofClass, traineeId: 't2', mark: 3, at }],
]);

describe('what is held on a person in a class', () => {
  it('is what names her, also by her trainee’s id, and nothing of the others', () => {
    const held = heldEventsOf(hers, history);
    expect(held.map(({ type, data }) => [type, data['session'] ?? data['mark']])).toEqual([
      ['TraineesEnrolled', undefined],
      ['SessionAttended', 1],
      ['TraineeTested', 8],
    ]);
    expect(JSON.stringify(held)).not.toMatch(/Người Khác|t2|"mark":3/);
    expect(JSON.stringify(held)).not.toContain(others);
  });

  it('says which of her personal fields are in it', () => {
    expect(heldEventsOf(hers, history).flatMap(({ personal }) => personal)).toEqual(['trainees.fullName']);
    expect(heldEventsOf(others, history)).toHaveLength(4);
    expect(heldEventsOf(unitId, history)).toEqual([]);
  });
});

describe('the page', () => {
  const page = (fullName: unknown) => {
    const enrolled = ['TraineesEnrolled', 2, { ...ofClass, trainees: [trainee('t1', hers, fullName)], at }] as const;
    const events = heldEventsOf(hers, recorded(`trainingClass-${classId}`, [enrolled]));
    const readings = [
      { readAt: '2026-03-10T01:00:00Z', actor: '<i>', role: 'auditor', fields: ['person.religion'], purpose: 'a & b' },
    ];
    const places = new Map([[unitId, 'Xã "Ví Dụ"']]);
    return extractHtml({ personId: hers, requestId: 'r1', madeAt: '2026-03-10T02:00:00Z', events, readings, places });
  };

  it('shows both clocks in the time of Việt Nam, places by name, and who read what', () => {
    const html = page('Của Bà');
    for (const shown of [
      '15/06/2023',
      '08:02:03 16/06/2023',
      'Xã &quot;Ví Dụ&quot;',
      'Của Bà',
      'tôn giáo',
      'a &amp; b',
      'người kiểm tra',
    ]) {
      expect(html).toContain(shown);
    }
  });

  it('takes nothing that was recorded for markup, runs nothing, and fetches nothing', () => {
    const html = page('<script>alert(1)</script>');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script|<i>|https?:|src=|url\(/);
  });

  it('says what codes mean, marks those without a word, and writes sums, half-years and ids to be read', () => {
    const memberId = hers;
    const of = { memberId, chapterId: classId, unitId };
    const person = { fullName: 'Của Bà', gender: 'female', ethnicity: 'tay', religion: 'none' };
    const member = recorded(`member-${hers}`, [
      ['MemberAdmitted', 2, { ...of, person, at }],
      ['CategoryAdded', 2, { ...of, category: 'weavers', at }],
      ['DuesRecorded', 1, { ...of, halfYear: '2023-H2', amount: 12_000, at }],
    ]);
    const all = { personId: hers, requestId: 'r1', madeAt: '2026-03-10T02:00:00Z', readings: [], places: new Map() };
    const html = extractHtml({ ...all, events: heldEventsOf(hers, member) });
    expect(html).toMatch(/>dân tộc <small lang="en">ethnicity<\/small><\/dt><dd>Tày<\/dd>/);
    expect(html).toMatch(/>tôn giáo <small lang="en">religion<\/small><\/dt><dd>không </);
    expect(html).toContain('<dd><code>weavers</code> (mã chưa có tên gọi');
    expect(html).toContain('<dt>họ và tên <small');
    for (const one of ['6 tháng cuối năm 2023', '<dd>12.000</dd>', `<dd><code>${unitId}</code></dd>`]) {
      expect(html).toContain(one);
    }
  });

  it('says of what cannot be opened any more that it was erased', () => {
    expect(page({ sealed: '1.AbC' })).toContain('đã xóa');
  });
});
