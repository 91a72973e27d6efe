import { exampleName } from '../people.js';
import type { ScenarioStep } from '../scenario-step.js';
import { membersOf, rowOf } from './chapters.js';
import { addCategory, admit, introduce, memberId, memberStep, pay, takesPart } from './member.steps.js';
import { chapterId, chapterIn } from './places.js';

const transfer = (from: string, to: string, n: number, reason: string, at: string): ScenarioStep =>
  memberStep(from, n, {
    type: 'TransferMember',
    data: {
      memberId: memberId(n),
      from: chapterId(from),
      to: chapterId(to),
      toUnitId: chapterIn(to).unitId,
      reason,
      at,
    },
  });

type EndReason = 'left' | 'moved-away' | 'deceased' | 'removed';

const end = (key: string, n: number, reason: EndReason, at: string): ScenarioStep =>
  memberStep(key, n, { type: 'EndMembership', data: { memberId: memberId(n), reason, at } });

const joinParty = (key: string, n: number, at: string): ScenarioStep =>
  memberStep(key, n, { type: 'RecordPartyJoining', data: { memberId: memberId(n), at } });

/** Honorary members may be men. */
const honour = (key: string, n: number, at: string, gender: 'female' | 'male' = 'male'): ScenarioStep =>
  memberStep(key, n, {
    type: 'RecogniseHonoraryMember',
    data: {
      memberId: memberId(n),
      ...chapterIn(key),
      person: { fullName: exampleName(n, gender === 'male' ? 'Văn' : 'Thị'), birthYear: 1960, gender },
      decision: { number: `${n}/QĐ-VÍ-DỤ`, issuer: 'Hội LHPN xã, phường Ví Dụ' },
      at,
    },
  });

const headOf = (key: string): number => membersOf(rowOf(key))[0];

/** Members to whom something happens; their numbers begin at 91. */
export const stories = {
  transferred: 91,
  movedAway: 92,
  reinstated: 93,
  deceased: 94,
  removed: 95,
  honorary: [96, 97, 98],
  annulled: 99,
} as const;

export const memberStories: readonly ScenarioStep[] = [
  // The three members of 2.4 go to 2.1 before it is closed.
  ...membersOf(rowOf('2.4')).map((n) => transfer('2.4', '2.1', n, 'Chi hội 2.4 giải thể', '2023-03-30')),

  admit('3.3', stories.transferred, '2020-06-15'),
  takesPart('3.3', stories.transferred, true, '2023-02-10'),
  addCategory('3.3', stories.transferred, 'core-member', '2023-02-12'),
  transfer('3.3', '1.1', stories.transferred, 'Chuyển nơi ở theo gia đình', '2023-04-10'),
  memberStep('1.1', stories.transferred, {
    type: 'CorrectPerson',
    data: {
      memberId: memberId(stories.transferred),
      person: { birthYear: 1971 },
      reason: 'Ghi nhầm năm sinh',
      at: '2023-04-20',
    },
  }),

  admit('1.2', stories.movedAway, '2019-05-15'),
  end('1.2', stories.movedAway, 'moved-away', '2023-03-15'),

  admit('1.3', stories.reinstated, '2018-03-15'),
  end('1.3', stories.reinstated, 'left', '2022-11-20'),
  memberStep('1.3', stories.reinstated, {
    type: 'ReinstateMember',
    data: { memberId: memberId(stories.reinstated), ...chapterIn('1.3'), at: '2023-02-20' },
  }),

  admit('2.2', stories.deceased, '2017-04-15'),
  end('2.2', stories.deceased, 'deceased', '2023-02-05'),

  admit('2.3', stories.removed, '2021-07-15'),
  end('2.3', stories.removed, 'removed', '2023-06-10'),

  honour('1.1', stories.honorary[0], '2023-05-19'),
  honour('2.1', stories.honorary[1], '2023-05-19'),
  honour('3.1', stories.honorary[2], '2023-06-01', 'female'),
  honour('1.2', stories.annulled, '2023-05-19', 'female'),
  memberStep('1.2', stories.annulled, {
    type: 'AnnulHonoraryRecognition',
    data: {
      memberId: memberId(stories.annulled),
      reason: 'Công nhận nhầm: người này đủ điều kiện làm hội viên',
      at: '2023-06-20',
    },
  }),

  joinParty('1.2', headOf('1.2'), '2023-06-03'),
  introduce('2.1', headOf('2.1') + 2, false, '2023-04-30'),
  joinParty('2.1', headOf('2.1') + 2, '2023-06-19'),

  takesPart('2.3', headOf('2.3') + 2, false, '2023-06-05'),
  memberStep('3.1', headOf('3.1') + 3, {
    type: 'RemoveCategory',
    data: { memberId: memberId(headOf('3.1') + 3), category: 'core-member', at: '2023-06-15' },
  }),

  // Dues of the second half-year: they count for it, whatever the day.
  pay('1.1', headOf('1.1'), '2023-H2', '2023-07-05'),
  pay('1.1', headOf('1.1') + 1, '2023-H2', '2023-07-05'),
];
