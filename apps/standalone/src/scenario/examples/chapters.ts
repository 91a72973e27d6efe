/** Communes under Hải Phòng; all are made up. */
export type Commune = 'an-bien' | 'vi-du-2' | 'vi-du-3';

/** Models a chapter can take up. */
export type Model = 'one-plus-one' | 'three-have-three-know' | 'special-members';

/** A made-up chapter, apart from the stories of some members and posts; its key is the number in its name. */
export type ChapterRow = {
  readonly key: string;
  readonly commune: Commune;
  readonly basis: 'residence' | 'occupation' | 'age' | 'theme';
  /** Women aged 18 and over whom it could gather. */
  readonly women: number;
  /** Ordinary members, the head among them; and how many of them take part regularly, paid dues, are core members. */
  readonly members: number;
  readonly regular: number;
  readonly dues: number;
  readonly core: number;
  readonly head: { readonly partyMember: boolean; readonly groomed?: true };
  readonly models: readonly Model[];
  /** Activities held jointly with others in the half-year. */
  readonly jointActivities: number;
  readonly groups: number;
  /** Points proposed for what people score; absent: nothing is proposed. */
  readonly scores?: { readonly proposesTasks: number; readonly noDiscipline: number };
};

const ALL_MODELS = ['one-plus-one', 'three-have-three-know', 'special-members'] as const;

/** Shaped so that every level of the sample rubric occurs, and each way of missing one. */
export const chapterRows: readonly ChapterRow[] = [
  {
    key: '1.1',
    commune: 'an-bien',
    basis: 'residence',
    women: 14,
    members: 11,
    regular: 10,
    dues: 11,
    core: 3,
    head: { partyMember: false, groomed: true },
    models: ALL_MODELS,
    jointActivities: 2,
    groups: 2,
    scores: { proposesTasks: 5, noDiscipline: 5 },
  },
  {
    key: '1.2',
    commune: 'an-bien',
    basis: 'occupation',
    women: 15,
    members: 10,
    regular: 9,
    dues: 9,
    core: 2,
    head: { partyMember: false, groomed: true },
    models: ['one-plus-one', 'three-have-three-know'],
    jointActivities: 1,
    groups: 2,
    scores: { proposesTasks: 3, noDiscipline: 5 },
  },
  {
    key: '1.3',
    commune: 'an-bien',
    basis: 'age',
    women: 16,
    members: 8,
    regular: 6,
    dues: 6,
    core: 1,
    head: { partyMember: false },
    models: ['one-plus-one'],
    jointActivities: 1,
    groups: 1,
    scores: { proposesTasks: 3, noDiscipline: 5 },
  },
  {
    key: '2.1',
    commune: 'vi-du-2',
    basis: 'residence',
    women: 18,
    members: 10,
    regular: 9,
    dues: 7,
    core: 3,
    head: { partyMember: true },
    models: ALL_MODELS,
    jointActivities: 2,
    groups: 2,
    scores: { proposesTasks: 5, noDiscipline: 5 },
  },
  {
    key: '2.2',
    commune: 'vi-du-2',
    basis: 'theme',
    women: 12,
    members: 9,
    regular: 8,
    dues: 8,
    core: 2,
    head: { partyMember: true },
    models: ['one-plus-one', 'three-have-three-know'],
    jointActivities: 0,
    groups: 1,
    scores: { proposesTasks: 5, noDiscipline: 5 },
  },
  {
    key: '2.3',
    commune: 'vi-du-2',
    basis: 'residence',
    women: 15,
    members: 8,
    regular: 3,
    dues: 3,
    core: 0,
    head: { partyMember: false },
    models: [],
    jointActivities: 0,
    groups: 1,
    scores: { proposesTasks: 0, noDiscipline: 5 },
  },
  {
    key: '2.4',
    commune: 'vi-du-2',
    basis: 'residence',
    women: 4,
    members: 3,
    regular: 3,
    dues: 3,
    core: 0,
    head: { partyMember: true },
    models: [],
    jointActivities: 0,
    groups: 1,
  },
  {
    key: '3.1',
    commune: 'vi-du-3',
    basis: 'residence',
    women: 12,
    members: 10,
    regular: 10,
    dues: 9,
    core: 4,
    head: { partyMember: true },
    models: ALL_MODELS,
    jointActivities: 1,
    groups: 2,
    scores: { proposesTasks: 5, noDiscipline: 5 },
  },
  {
    key: '3.2',
    commune: 'vi-du-3',
    basis: 'residence',
    women: 14,
    members: 8,
    regular: 5,
    dues: 5,
    core: 1,
    head: { partyMember: true },
    models: ['one-plus-one'],
    jointActivities: 0,
    groups: 1,
    scores: { proposesTasks: 2, noDiscipline: 5 },
  },
  {
    key: '3.3',
    commune: 'vi-du-3',
    basis: 'occupation',
    women: 10,
    members: 6,
    regular: 2,
    dues: 3,
    core: 0,
    head: { partyMember: false },
    models: ['one-plus-one'],
    jointActivities: 0,
    groups: 1,
    scores: { proposesTasks: 0, noDiscipline: 5 },
  },
];

export const rowOf = (key: string): ChapterRow => {
  const row = chapterRows.find((one) => one.key === key);
  if (!row) throw new Error(`no chapter ${key}`);
  return row;
};

/** Numbers of a chapter's members: 1, 2, 3 … through all chapters; the first is its head. */
export const membersOf = (row: ChapterRow): readonly [head: number, ...others: number[]] => {
  const before = chapterRows.slice(0, chapterRows.indexOf(row)).reduce((sum, { members }) => sum + members, 0);
  return [before + 1, ...Array.from({ length: row.members - 1 }, (_, n) => before + 2 + n)];
};
