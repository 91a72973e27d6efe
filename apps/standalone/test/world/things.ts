import type { Founder } from './founder.js';

export type Body = { readonly kind: 'unit' | 'chapter'; readonly id: string };

const at = '2023-01-10';
const source = { title: 'Báo cáo mẫu' };
const pathOf = ({ kind, id }: Body): string => `/v1/${kind}s/${id}`;

export const unitUnder = (founder: Founder, parentId: string, level: string, name: string): Promise<string> =>
  founder.post('/v1/units', { parentId, level, kind: 'Đơn vị', name, at: '2022-12-01' });

export const chapterOf = (founder: Founder, unitId: string, name: string): Promise<string> =>
  founder.post('/v1/chapters', { unitId, name, basis: 'residence', at: '2022-12-01' });

export const groupOf = (founder: Founder, chapterId: string): Promise<string> =>
  founder.post('/v1/groups', { chapterId, name: 'Tổ phụ nữ Ví Dụ', at });

export const memberOf = (founder: Founder, chapterId: string, fullName: string, more: object = {}): Promise<string> =>
  founder.post('/v1/members', { chapterId, person: { fullName, birthYear: 1990, gender: 'female', ...more }, at });

export const honoraryMemberOf = (founder: Founder, chapterId: string, fullName: string): Promise<string> =>
  founder.post('/v1/honorary-members', {
    ...{ chapterId, person: { fullName, birthYear: 1965, gender: 'male' } },
    decision: { number: '1/QĐ', issuer: 'Hội Ví Dụ', date: at },
    at,
  });

/** The id of the holding. */
export const postOf = (founder: Founder, body: Body, personId: string, fullName: string): Promise<string> =>
  founder.post(`${pathOf(body)}/posts/elected`, {
    ...{ personId, fullName, gender: 'female', partyMember: false, at },
    post: body.kind === 'chapter' ? 'chapterDeputy' : 'viceChair',
  });

export const planOf = (founder: Founder, unitId: string, name = 'Kế hoạch mẫu'): Promise<string> =>
  founder.post('/v1/training-plans', {
    ...{ unitId, name, approvedBy: 'UBND', fromYear: 2022, toYear: 2025, at },
  });

export const classOf = (founder: Founder, unitId: string, name = 'Lớp mẫu'): Promise<string> =>
  founder.post('/v1/training-classes', {
    ...{ unitId, planId: null, name, from: '2023-02-01', to: '2023-02-02', sessions: 2, capacity: 20, at },
  });

export const enrol = (founder: Founder, classId: string, trainee: object): Promise<string> =>
  founder.post(`/v1/training-classes/${classId}/trainees`, { trainees: [trainee], at: '2023-01-20' });

export const traineeFrom = (traineeId: string, personId: string, unitId: string, fullName: string) => ({
  ...{ traineeId, personId, fullName, post: 'chair', unitId },
});

export const rubricFor = (unitId: string, rubricVersion = 1) => ({
  ...{ rubricVersion, unitId, name: 'Bảng điểm mẫu', appliesTo: 'chapter', source, at: '2022-12-15' },
  levels: [{ code: 'rest', name: { vi: 'Còn lại', en: 'Rest' }, minPoints: 0 }],
  criteria: ['movements', 'activities'].map((criterionId) => ({
    ...{ criterionId, name: { vi: criterionId, en: criterionId }, kind: 'quantitative' },
    ...{ maxPoints: 60, maxBonus: 5, feed: { by: 'score' } },
  })),
});

export const rubricOf = (founder: Founder, unitId: string): Promise<string> =>
  founder.post('/v1/rubrics', rubricFor(unitId));

export const periodFor = (unitId: string, code: string, rubricId: string) => ({
  ...{ unitId, code, name: `Kỳ ${code}`, from: '2023-01-01', to: '2023-06-30' },
  ...{ chapterRubric: { rubricId, rubricVersion: 1 }, unitRubric: null, at: '2023-01-01' },
});

export const periodOf = (founder: Founder, unitId: string, code: string, rubricId: string): Promise<string> =>
  founder.post('/v1/evaluation-periods', periodFor(unitId, code, rubricId));

export type ScorecardStatus = 'proposed' | 'verified' | 'approved' | 'published';

/** A scorecard with all its criteria on the way as far as said, by three hands. */
export const scorecardOf = async (
  founder: Founder,
  periodId: string,
  body: Body,
  upTo: ScorecardStatus,
): Promise<string> => {
  const criteria = ['movements', 'activities'];
  const score = (criterionId: string) => ({ criterionId, points: 10, bonus: 0, at: '2023-06-10' });
  let card = '';
  for (const criterionId of criteria) {
    card = await founder.post('/v1/scorecards', { periodId, body, ...score(criterionId) });
  }
  if (upTo === 'proposed') return card;
  for (const criterionId of criteria) await founder.post(`/v1/scorecards/${card}/verify`, score(criterionId), 1);
  if (upTo === 'verified') return card;
  await founder.post(`/v1/scorecards/${card}/approve`, { at: '2023-06-20' }, 2);
  if (upTo === 'approved') return card;
  await founder.post(`/v1/scorecards/${card}/publish`, { at: '2023-06-28' }, 2);
  return card;
};

export const clusterOf = (founder: Founder, unitId: string, name = 'Cụm mẫu'): Promise<string> =>
  founder.post('/v1/emulation-clusters', { unitId, name, at });

export const join = (founder: Founder, clusterId: string, memberUnitId: string): Promise<string> =>
  founder.post(`/v1/emulation-clusters/${clusterId}/members`, { memberUnitId, at });

export const initiativeOf = (founder: Founder, unitId: string): Promise<string> =>
  founder.post('/v1/initiatives', { unitId, name: 'Mô hình mẫu', model: 'one-plus-one', pilot: true, at });

export const awardOf = (founder: Founder, body: Body): Promise<string> =>
  founder.post('/v1/awards', {
    ...{ body, title: 'Cờ thi đua', periodId: null, at },
    decision: { number: '1/QĐ', issuer: 'Hội Ví Dụ', date: at },
  });

export const figureOf = (founder: Founder, body: Body): Promise<string> =>
  founder.post(`${pathOf(body)}/figures`, { indicator: 'officers-trained', value: 3, unit: 'người', source, at });

/** A request of a person for what is held on her. */
export const requestOf = (founder: Founder, personId: string, unitId: string): Promise<string> =>
  founder.post('/v1/person-requests', {
    ...{ personId, unitId, kind: 'access', channel: 'by-post', wish: 'Theo nguyện vọng', at: '2026-03-03' },
  });
