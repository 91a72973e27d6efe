import { memberStream } from '@sohoi/membership';
import { chapterStream, unitStream } from '@sohoi/organization';
import { trainingClassStream } from '@sohoi/training';
import fc from 'fast-check';
import { act, idOf } from './act.js';
import type { Act } from './act.js';
import { aboutPersons } from './random-persons.js';
import { ofClusters, ofScores } from './random-scores.js';

export const central = idOf('a0', 0);
export const provinces = [idOf('a1', 1), idOf('a1', 2)] as const;
export const communes = [idOf('a2', 1), idOf('a2', 2), idOf('a2', 3)] as const;
export const chapters = [idOf('c1', 1), idOf('c1', 2), idOf('c1', 3)] as const;
const members = [idOf('b1', 1), idOf('b1', 2), idOf('b1', 3)] as const;
const holders = [idOf('d2', 1), idOf('d2', 2), idOf('d2', 3)] as const;
const at = '2023-01-10';

const communeOf = (chapter: string): string => communes[chapters.findIndex((id) => id === chapter)] ?? communes[0];

const establish = (
  unitId: string,
  parentId: string | null,
  level: 'central' | 'province' | 'commune',
  name: string,
): Act => {
  const parentLevel = level === 'central' ? null : level === 'province' ? 'central' : 'province';
  const data = { unitId, parentId, parentLevel, level, kind: 'Đơn vị', name, code: null, at } as const;
  return act(unitStream, unitId, { type: 'EstablishUnit', data });
};

/** A centre, two provinces, three communes with a chapter each. */
export const groundwork: readonly Act[] = [
  establish(central, null, 'central', 'Trung ương Hội'),
  ...provinces.map((id, n) => establish(id, central, 'province', `Tỉnh Ví Dụ ${n + 1}`)),
  ...communes.map((id, n) => establish(id, provinces[n % 2] ?? central, 'commune', `Xã Ví Dụ ${n + 1}`)),
  ...chapters.map((chapterId, n) =>
    act(chapterStream, chapterId, {
      type: 'EstablishChapter',
      data: {
        chapterId,
        unitId: communeOf(chapterId),
        unitLevel: 'commune',
        name: `Chi hội Ví Dụ ${n + 1}`,
        basis: 'residence',
        at,
      },
    }),
  ),
];

const day = fc.integer({ min: 11, max: 28 }).map((n) => `2023-02-${n}`);
const chapter = fc.constantFrom(...chapters);
const commune = fc.constantFrom(...communes);
const memberId = fc.constantFrom(...members);

const ofMembers: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(memberId, chapter, day, fc.constantFrom('Đặng Thị Đào', 'Phạm Thị Ưng'))
    .map(([id, chapterId, on, fullName]) =>
      act(memberStream, id, {
        type: 'AdmitMember',
        data: {
          memberId: id,
          chapterId,
          unitId: communeOf(chapterId),
          person: { fullName, birthYear: 1980, gender: 'female' },
          at: on,
        },
      }),
    ),
  fc.tuple(memberId, chapter, chapter, day).map(([id, from, to, on]) =>
    act(memberStream, id, {
      type: 'TransferMember',
      data: { memberId: id, from, to, toUnitId: communeOf(to), at: on },
    }),
  ),
  fc
    .tuple(memberId, fc.constantFrom('core-member', 'elderly'), day)
    .map(([id, category, on]) =>
      act(memberStream, id, { type: 'AddCategory', data: { memberId: id, category, at: on } }),
    ),
  fc
    .tuple(memberId, fc.constantFrom('2023-H1', '2023-H2'), day)
    .map(([id, halfYear, on]) =>
      act(memberStream, id, { type: 'RecordDues', data: { memberId: id, halfYear, amount: 12_000, at: on } }),
    ),
  fc
    .tuple(memberId, day)
    .map(([id, on]) =>
      act(memberStream, id, { type: 'EndMembership', data: { memberId: id, reason: 'left', at: on } }),
    ),
);

const ofUnits: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(commune, fc.constantFrom(...provinces), day)
    .map(([unitId, to, on]) =>
      act(unitStream, unitId, { type: 'MoveUnit', data: { unitId, to, parentLevel: 'province', at: on } }),
    ),
  fc
    .tuple(fc.constantFrom(...communes, ...provinces), fc.constantFrom('Tên Mới', 'Tên Khác'), day)
    .map(([unitId, name, on]) => act(unitStream, unitId, { type: 'RenameUnit', data: { unitId, name, at: on } })),
  fc
    .tuple(chapter, fc.nat(900), day)
    .map(([chapterId, count, on]) =>
      act(chapterStream, chapterId, { type: 'CountWomen', data: { chapterId, count, at: on } }),
    ),
  fc.tuple(chapter, fc.integer({ min: 1, max: 3 }), day).map(([chapterId, n, on]) =>
    act(chapterStream, chapterId, {
      type: 'ElectPostHolder',
      data: {
        holdingId: idOf('d1', n),
        personId: idOf('d2', n),
        fullName: 'Lê Thị Ví Dụ',
        gender: 'female',
        post: n === 1 ? 'chapterHead' : 'chapterDeputy',
        partyMember: false,
        at: on,
      },
    }),
  ),
  fc.tuple(chapter, fc.integer({ min: 1, max: 3 }), day).map(([chapterId, n, on]) =>
    act(chapterStream, chapterId, {
      type: 'GrantAllowance',
      data: { holdingId: idOf('d1', n), amount: 540_000, source: 'localBudget', at: on },
    }),
  ),
);

const classId = idOf('f1', 1);
const ofClasses: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(...communes).map((unitId) =>
    act(trainingClassStream, classId, {
      type: 'OpenClass',
      data: { classId, unitId, planId: null, name: 'Lớp Ví Dụ', from: '2023-02-11', to: '2023-02-20', sessions: 4, at },
    }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 3 }), chapter).map(([n, chapterId]) =>
    act(trainingClassStream, classId, {
      type: 'EnrolTrainees',
      data: {
        classId,
        trainees: [
          {
            traineeId: idOf('f2', n),
            personId: idOf('d2', n),
            fullName: 'Lê Thị Ví Dụ',
            unitId: communeOf(chapterId),
            chapterId,
          },
        ],
        at: '2023-02-10',
      },
    }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })).map(([session, n]) =>
    act(trainingClassStream, classId, {
      type: 'RecordAttendance',
      data: { classId, session, traineeIds: [idOf('f2', n)], at: '2023-02-12' },
    }),
  ),
);

/** Requests that the rules may take or reject, about a handful of units, chapters, members, one class, one cluster, and about persons. */
export const requests: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    ...[ofMembers, ofUnits, ofClasses, ofClusters(provinces), ofScores(chapters, communeOf)],
    aboutPersons(members, holders, communes[0]),
  ),
  { minLength: 5, maxLength: 50 },
);

export const move = (unitId: string, to: string): Act =>
  act(unitStream, unitId, { type: 'MoveUnit', data: { unitId, to, parentLevel: 'province', at: '2023-03-01' } });

export const admit = (chapterId: string, fullName: string): Act =>
  act(memberStream, members[0], {
    type: 'AdmitMember',
    data: {
      memberId: members[0],
      chapterId,
      unitId: communeOf(chapterId),
      person: { fullName, birthYear: 1980, gender: 'female' },
      at: '2023-02-01',
    },
  });

export const transfer = (from: string, to: string): Act =>
  act(memberStream, members[0], {
    type: 'TransferMember',
    data: { memberId: members[0], from, to, toUnitId: communeOf(to), at: '2023-02-02' },
  });
