import { memberStream } from '@sohoi/membership';
import { personRequestStream, personStream } from '@sohoi/persons';
import fc from 'fast-check';
import { act, idOf } from './act.js';
import type { Act } from './act.js';

const calendar = { daysOff: [], workingDays: [] };
const requestId = fc.integer({ min: 1, max: 3 }).map((n) => idOf('b7', n));
const day = fc.integer({ min: 11, max: 28 }).map((n) => `2023-02-${n}`);

/** What persons ask for about their data. */
const ofRequests = (personIds: readonly string[], unitId: string): fc.Arbitrary<Act> =>
  fc.oneof(
    fc
      .tuple(requestId, fc.constantFrom(...personIds), fc.constantFrom('access' as const, 'correction' as const), day)
      .map(([id, personId, kind, at]) =>
        act(personRequestStream, id, {
          type: 'ReceiveRequest',
          data: {
            ...{ requestId: id, personId, unitId, kind, channel: 'in-person', wish: 'Tôi muốn xem', by: 'can-bo' },
            ...{ calendar, personErased: false, at },
          },
        }),
      ),
    fc
      .tuple(
        requestId,
        fc.constantFrom('AcknowledgeRequest' as const, 'CompleteRequest' as const, 'WithdrawRequest' as const),
        day,
      )
      .map(([id, type, at]) => act(personRequestStream, id, { type, data: { requestId: id, by: 'truong-ban', at } })),
    fc.tuple(requestId, day).map(([id, at]) =>
      act(personRequestStream, id, {
        type: 'GrantRequest',
        data: { requestId: id, by: 'truong-ban', legalGround: 'data-law-art-4-1', holds: [], at },
      }),
    ),
  );

/** What is decided about the data of persons. The last of them may be erased, so that there are others too. */
const ofDecisions = (personIds: readonly string[], unitId: string): fc.Arbitrary<Act> => {
  const subject = (personId: string) => ({ personId, unitId, by: 'truong-ban' });
  const granted = { requestId: idOf('b7', 9), legalGround: 'data-law-art-14' as const };
  const last = personIds.at(-1) ?? '';
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...personIds), day)
      .map(([id, at]) =>
        act(personStream, id, { type: 'RestrictProcessing', data: { ...subject(id), ...granted, at } }),
      ),
    fc
      .tuple(fc.constantFrom(...personIds), day)
      .map(([id, at]) =>
        act(personStream, id, { type: 'LiftRestriction', data: { ...subject(id), reason: 'Đồng ý', at } }),
      ),
    day.map((at) =>
      act(personStream, last, { type: 'ErasePerson', data: { ...subject(last), ...granted, at, on: at } }),
    ),
  );
};

/** What was recorded of members as persons, and was wrong or has changed. */
const ofCorrections = (memberIds: readonly string[]): fc.Arbitrary<Act> =>
  fc
    .tuple(
      fc.constantFrom(...memberIds),
      fc.constantFrom({ fullName: 'Phạm Thị Ưng Sửa' }, { birthYear: 1981 }, { phone: '0912345678' }, { phone: null }),
      day,
    )
    .map(([memberId, person, at]) =>
      act(memberStream, memberId, { type: 'CorrectPerson', data: { memberId, person, reason: 'Ghi nhầm', at } }),
    );

export const aboutPersons = (
  memberIds: readonly string[],
  holderIds: readonly string[],
  unitId: string,
): fc.Arbitrary<Act> =>
  fc.oneof(
    ofRequests(memberIds, unitId),
    ofDecisions(memberIds, unitId),
    ofDecisions(holderIds, unitId),
    ofCorrections(memberIds),
  );
