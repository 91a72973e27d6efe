import { scenarioId } from '@sohoi/demo-identity';
import type { ChapterCommand, GroupCommand, PostCommandOf, UnitCommand, UnitCommandOf } from '@sohoi/organization';
import { groupId, headHoldingId } from '../examples/chapter.steps.js';
import { chapterId } from '../examples/places.js';
import { firstOfficer, officeId } from '../examples/post-stories.steps.js';
import { unitId } from '../map.steps.js';
import { personId } from '../people.js';
import { centralOfficer, stepsBy } from '../scenario-step.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const NEW = scenarioId('rejected/new');
const at = '2023-07-21';

const unit = (code: string, key: string, command: UnitCommand) => attempt(code, 'unit', unitId(key), command);
const chapter = (code: string, key: string, command: ChapterCommand) =>
  attempt(code, 'chapter', chapterId(key), command);
const group = (code: string, id: string, command: GroupCommand) => attempt(code, 'group', id, command);

type Taking = PostCommandOf<'ElectPostHolder'>['data'];

const taking = (change: Partial<Taking> = {}): Taking => ({
  holdingId: NEW,
  personId: NEW,
  fullName: 'Trần Thị Ví Dụ 00',
  gender: 'female',
  post: 'chapterHead',
  partyMember: false,
  at,
  ...change,
});
const elect = (change?: Partial<Taking>) => ({ type: 'ElectPostHolder', data: taking(change) }) as const;

const establish = (key: string, change: Partial<UnitCommandOf<'EstablishUnit'>['data']>) =>
  ({
    type: 'EstablishUnit',
    data: {
      unitId: unitId(key),
      parentId: unitId('305'),
      parentLevel: 'district',
      level: 'commune',
      kind: 'Xã',
      name: 'Ví Dụ 0',
      code: null,
      at,
      ...change,
    },
  }) as const;

const succeed = (
  key: string,
  successor: string,
  change: Partial<UnitCommandOf<'NameSuccessors'>['data']> = {},
): UnitCommand => ({
  type: 'NameSuccessors',
  data: {
    ...{ unitId: unitId(key), successorIds: [unitId(successor)], returning: [], below: [], ended: [], at },
    ...change,
  },
});

const unitAttempts = [
  unit('UnitNotEstablished', 'nowhere', { type: 'RenameUnit', data: { unitId: unitId('nowhere'), name: 'Ví Dụ', at } }),
  unit('UnitAlreadyEstablished', 'an-bien', establish('an-bien', {})),
  unit('WrongParentLevel', 'new', establish('new', { parentId: unitId('00'), parentLevel: 'central' })),
  unit('UnitIsDissolved', 'vi-du-4', { type: 'CountWomen', data: { unitId: unitId('vi-du-4'), count: 1, at } }),
  unit('BeforeEstablishment', 'an-bien', {
    type: 'RenameUnit',
    data: { unitId: unitId('an-bien'), name: 'Ví Dụ', at: '2014-12-31' },
  }),
  unit('ParentIsDissolved', 'vi-du-3', {
    type: 'MoveUnit',
    data: {
      unitId: unitId('vi-du-3'),
      ...{ to: unitId('305'), parentLevel: 'district', parentDissolvedAt: '2023-07-20', at },
    },
  }),
  unit('MovesBelowPredecessor', 'vi-du-3', {
    type: 'MoveUnit',
    data: {
      unitId: unitId('vi-du-3'),
      ...{ to: unitId('305'), parentLevel: 'district', heirs: [unitId('vi-du-3')], at },
    },
  }),
  unit('UnitStillStands', 'vi-du-5', succeed('vi-du-5', 'vi-du-3')),
  unit('BeforeDissolution', 'vi-du-4', succeed('vi-du-4', 'vi-du-5', { at: '2020-01-31' })),
  unit('SucceedsItself', 'vi-du-4', succeed('vi-du-4', 'vi-du-4')),
  unit('SuccessorsInRing', 'vi-du-4', succeed('vi-du-4', 'vi-du-5', { returning: [unitId('vi-du-5')] })),
  unit('SuccessorIsBelow', 'vi-du-4', succeed('vi-du-4', 'vi-du-5', { below: [unitId('vi-du-5')] })),
  unit(
    'SuccessorIsDissolved',
    'vi-du-4',
    succeed('vi-du-4', 'vi-du-5', { ended: [{ successorId: unitId('vi-du-5'), dissolvedAt: '2020-02-01' }] }),
  ),
  unit('BeforeRename', 'vi-du-2', {
    type: 'RenameUnit',
    data: { unitId: unitId('vi-du-2'), name: 'Ví Dụ', at: '2019-05-31' },
  }),
  unit('BeforeMove', 'vi-du-3', {
    type: 'MoveUnit',
    data: { unitId: unitId('vi-du-3'), to: unitId('305'), parentLevel: 'district', at: '2020-01-31' },
  }),
];

const postAttempts = [
  unit('PostNotInBody', 'an-bien', elect()),
  chapter('PostTaken', '1.1', elect()),
  chapter('BeforeVacancy', '2.3', elect({ at: '2023-05-30' })),
  unit('AlreadyInPost', 'an-bien', elect({ post: 'viceChair', personId: personId(firstOfficer['an-bien'] + 1) })),
  chapter('HoldingIdTaken', '1.1', elect({ holdingId: headHoldingId('1.1') })),
  attempt(
    'TooManyPostHolders',
    'unit',
    unitId('vi-du-5'),
    elect({ post: 'viceChair' }),
    Array.from({ length: 500 }, (_, n) =>
      stepsBy(centralOfficer)(
        'unit',
        unitId('vi-du-5'),
        elect({ post: 'viceChair', holdingId: scenarioId(`rejected/${n}`), personId: personId(1000 + n) }),
      ),
    ),
  ),
  chapter('PostHolderNotFound', '1.1', { type: 'RelievePostHolder', data: { holdingId: NEW, reason: 'Ví dụ', at } }),
  chapter('PostHolderIsRelieved', '2.3', {
    type: 'GrantAllowance',
    data: { holdingId: headHoldingId('2.3'), amount: 600_000, source: 'localBudget', at },
  }),
  chapter('BeforeTakingOffice', '1.1', {
    type: 'RelievePostHolder',
    data: { holdingId: headHoldingId('1.1'), reason: 'Ví dụ', at: '2021-03-07' },
  }),
  unit('NoAllowance', 'an-bien', {
    type: 'StopAllowance',
    data: { holdingId: officeId('an-bien', 'chair'), reason: 'Ví dụ', at },
  }),
  chapter('BeforeAllowance', '1.1', {
    type: 'StopAllowance',
    data: { holdingId: headHoldingId('1.1'), reason: 'Ví dụ', at: '2021-12-31' },
  }),
  chapter('BeforeAllowanceStop', '1.3', {
    type: 'GrantAllowance',
    data: { holdingId: headHoldingId('1.3'), amount: 600_000, source: 'localBudget', at: '2023-04-30' },
  }),
];

const found = (key: string, unitLevel: 'commune' | 'district') =>
  ({
    type: 'EstablishChapter',
    data: { chapterId: chapterId(key), unitId: unitId('305'), unitLevel, name: 'Chi hội Ví Dụ 0', basis: 'theme', at },
  }) as const;

const close = (key: string, day: string) =>
  ({ type: 'CloseGroup', data: { groupId: groupId(key, 1), reason: 'Ví dụ', at: day } }) as const;

const chapterAttempts = [
  chapter('ChapterNotEstablished', '9.9', {
    type: 'CloseChapter',
    data: { chapterId: chapterId('9.9'), reason: 'Ví dụ', at },
  }),
  chapter('ChapterAlreadyEstablished', '1.1', found('1.1', 'commune')),
  chapter('ChapterOutsideCommune', '9.9', found('9.9', 'district')),
  chapter('ChapterIsClosed', '2.4', elect()),
  group('GroupNotEstablished', groupId('9.9', 1), close('9.9', at)),
  group('GroupAlreadyEstablished', groupId('1.1', 1), {
    type: 'EstablishGroup',
    data: {
      groupId: groupId('1.1', 1),
      chapterId: chapterId('1.2'),
      unitId: unitId('an-bien'),
      name: 'Tổ phụ nữ Ví Dụ 0',
      at,
    },
  }),
];

export const organizationAttempts = [...unitAttempts, ...postAttempts, ...chapterAttempts];
