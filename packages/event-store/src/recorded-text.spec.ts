import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from './event-store.js';
import { recordedText } from './recorded-text.js';

const event: RecordedEvent = {
  id: '0197a7c0-0000-7000-8000-000000000001',
  type: 'MemberAdmitted',
  schemaVersion: 1,
  stream: 'member-1',
  streamVersion: 1,
  position: '00000000000000000001',
  recordedAt: '2026-01-02T03:04:05.678Z',
  data: { name: 'Nguyễn Thị A', b: 1, 2: 'two' },
  metadata: { actor: 'a', role: 'commune-cadre', correlationId: 'c', causationId: null, commandHash: 'h' },
};

// Receipts that people keep lead to this very text.
it('the text of an event is this one, for ever', () => {
  expect(recordedText(event)).toBe(
    '["member-1",1,"0197a7c0-0000-7000-8000-000000000001","MemberAdmitted",1,"2026-01-02T03:04:05.678Z",' +
      '{"2":"two","name":"Nguyễn Thị A","b":1},' +
      '{"actor":"a","role":"commune-cadre","correlationId":"c","causationId":null,"commandHash":"h"}]',
  );
});

it('the text of an event is the same in another engine, and after any number of readings', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      const read = { ...event, data: JSON.parse(JSON.stringify(data)) as unknown, position: 'elsewhere' };
      expect(recordedText(read)).toBe(recordedText({ ...event, data }));
    }),
  );
});
