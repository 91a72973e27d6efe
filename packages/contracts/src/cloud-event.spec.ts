import { describe, expect, it } from '@jest/globals';
import { cloudEventOf } from './cloud-event.js';

const publisher = { instance: 'test', schemas: 'https://so-hoi.example/schemas' };
const memberId = '0197a7c0-0000-7000-8000-000000000001';
const place = { chapterId: '0197a7c0-0000-7000-8000-0000000000c1', unitId: '0197a7c0-0000-7000-8000-0000000000a1' };

const recorded = (type: string, schemaVersion: number, data: unknown, stream = `member-${memberId}`) => ({
  id: '0197a7c0-0000-7000-8000-00000000e001',
  type,
  schemaVersion,
  data,
  stream,
  streamVersion: 3,
  position: '0000000042',
  recordedAt: '2026-03-09T01:02:03.004Z',
  metadata: { actor: 'somebody', role: 'commune-cadre', correlationId: 'c-1', causationId: null, commandHash: 'hash' },
});

const admitted = {
  memberId,
  ...place,
  person: { fullName: 'Nguyễn Thị Không Lộ', gender: 'female', identityNumber: '001190000001', religion: 'none' },
  at: '2026-03-08',
};

describe('a stored event as a CloudEvent', () => {
  it('has both clocks, its places in the log and in its stream, and no personal field', () => {
    expect(cloudEventOf(recorded('MemberAdmitted', 2, admitted), publisher)).toEqual({
      specversion: '1.0',
      id: '0197a7c0-0000-7000-8000-00000000e001',
      source: 'urn:vwu:test:membership',
      type: 'vn.vwu.member.admitted.v1',
      subject: `member/${memberId}`,
      time: '2026-03-08T00:00:00+07:00',
      recordedtime: '2026-03-09T01:02:03.004Z',
      sequence: '00000000000000000042',
      streamversion: 3,
      partitionkey: memberId,
      correlationid: 'c-1',
      dataclassification: 'confidential',
      dataregulation: 'VN-PDPL',
      datacontenttype: 'application/json',
      dataschema: 'https://so-hoi.example/schemas/vn.vwu.member.admitted/1.0.json',
      data: { memberId, ...place, at: '2026-03-08' },
    });
  });

  it('leaves masked codes behind inside of a field that is public', () => {
    const standing = { kind: 'ordinary', regular: true, core: false, categories: ['m1.abc'], duesPaid: [] };
    const from = { ...place };
    const event = recorded('MemberTransferred', 2, { memberId, from, to: from, standing, at: '2026-03-08' });
    expect(cloudEventOf(event, publisher)?.data['standing']).toEqual({
      kind: 'ordinary',
      regular: true,
      core: false,
      duesPaid: [],
    });
  });

  it('of an older schema version is lifted first and looks the same', () => {
    const of = (version: number) => cloudEventOf(recorded('MemberAdmitted', version, admitted), publisher);
    expect(of(1)).toEqual(of(2));
  });

  it('of an unknown schema version or type is an error, never passed over', () => {
    expect(() => cloudEventOf(recorded('MemberAdmitted', 3, admitted), publisher)).toThrow('known versions are 1 to 2');
    expect(() => cloudEventOf(recorded('MemberPromoted', 1, admitted), publisher)).toThrow('unknown type');
  });

  it('that is not public is none', () => {
    expect(
      cloudEventOf(recorded('JoinedParty', 1, { memberId, ...place, at: '2026-03-08' }), publisher),
    ).toBeUndefined();
  });

  it('of an erasure goes the way of the events of that member', () => {
    const data = { personId: memberId, unitId: place.unitId, requestId: memberId, by: 'x', at: '2026-03-08' };
    const erased = cloudEventOf(recorded('PersonErased', 1, data, `person-${memberId}`), publisher);
    expect(erased).toMatchObject({
      type: 'vn.vwu.member.erased.v1',
      subject: `person/${memberId}`,
      partitionkey: memberId,
    });
    expect(erased?.data).toEqual({ personId: memberId, unitId: place.unitId, at: '2026-03-08' });
  });

  it('keeps the position of an engine whose positions are pairs: they sort as text', () => {
    const position = '00000000000000000005-00000000000000000003';
    const event = { ...recorded('MemberAdmitted', 2, admitted), position };
    expect(cloudEventOf(event, publisher)?.sequence).toBe(position);
  });
});
