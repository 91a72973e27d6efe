import { scenarioId } from '@sohoi/demo-identity';
import type { MemberCommand, MemberCommandOf } from '@sohoi/membership';
import { exampleName } from '../people.js';
import { stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { chapterRows, membersOf } from './chapters.js';
import type { ChapterRow } from './chapters.js';
import { cadreOfChapter, chapterIn } from './places.js';

export const memberId = (n: number): string => scenarioId(`member/${n}`);

/** A command about member `n` of a chapter, given by the cadre of that chapter's commune. */
export const memberStep = (key: string, n: number, command: MemberCommand, heard?: string): ScenarioStep =>
  stepsBy(cadreOfChapter(key))('member', memberId(n), command, heard);

export const admit = (key: string, n: number, at: string): ScenarioStep =>
  memberStep(key, n, {
    type: 'AdmitMember',
    data: {
      memberId: memberId(n),
      ...chapterIn(key),
      person: { fullName: exampleName(n), birthYear: 1955 + ((n * 7) % 45), gender: 'female' },
      at,
    },
  });

export const addCategory = (key: string, n: number, category: string, at: string): ScenarioStep =>
  memberStep(key, n, { type: 'AddCategory', data: { memberId: memberId(n), category, at } });

export const takesPart = (key: string, n: number, regular: boolean, at: string): ScenarioStep =>
  memberStep(key, n, { type: 'RecordRegularParticipation', data: { memberId: memberId(n), regular, at } });

type Dues = MemberCommandOf<'RecordDues'>['data'];
export const pay = (key: string, n: number, halfYear: Dues['halfYear'], at: string): ScenarioStep =>
  memberStep(key, n, { type: 'RecordDues', data: { memberId: memberId(n), halfYear, amount: 12_000, at } });

export const introduce = (key: string, n: number, asChapterHead: boolean, at: string): ScenarioStep =>
  memberStep(key, n, { type: 'IntroduceToParty', data: { memberId: memberId(n), asChapterHead, at } });

const GROUPS = ['elderly', 'migrant-worker', 'religion', 'ethnic-minority', 'disability'] as const;

/** Every fourth member belongs to one of the special groups. */
const groupOf = (n: number): (typeof GROUPS)[number] | undefined => (n % 4 === 0 ? GROUPS[(n / 4) % 5] : undefined);

const membersOfChapter = (row: ChapterRow): readonly ScenarioStep[] =>
  membersOf(row).flatMap((n, i) => {
    const { key, core, regular, dues, head } = row;
    const group = groupOf(n);
    return [
      admit(key, n, `20${i === 0 ? 17 : 17 + (n % 6)}-0${1 + (n % 9)}-15`),
      ...(i < core ? [addCategory(key, n, 'core-member', '2023-01-20')] : []),
      ...(group ? [addCategory(key, n, group, '2023-01-25')] : []),
      ...(i < regular ? [takesPart(key, n, true, '2023-02-10')] : []),
      ...(i < dues ? [pay(key, n, '2023-H1', `2023-03-${10 + (n % 15)}`)] : []),
      ...(i === 0 && head.groomed ? [introduce(key, n, true, '2023-05-02')] : []),
    ];
  });

/** The members of the table, each with her own stream. */
export const memberSteps: readonly ScenarioStep[] = chapterRows.flatMap(membersOfChapter);
