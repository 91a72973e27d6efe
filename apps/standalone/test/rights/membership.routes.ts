import * as things from '../world/things.js';
import { change, creation, keepers, readers, view } from './route.js';
import type { RouteTable } from './route.js';
import type { Site } from './sites.js';

const at = '2023-04-01';
const decision = { number: '1/QĐ', issuer: 'Hội Ví Dụ', date: at };

/** A woman who has just been admitted, and the steps that she takes before. */
const newMember =
  (what: string, ...before: readonly (readonly [string, object])[]) =>
  async ({ founder, chapter, name }: Site): Promise<string> => {
    const path = `/v1/members/${await things.memberOf(founder, chapter, `Lê Thị ${name}`)}`;
    for (const [step, body] of before) await founder.post(`${path}/${step}`, { at, ...body });
    return `${path}/${what}`;
  };

const newHonoraryMember = async ({ founder, chapter, name }: Site): Promise<string> =>
  `/v1/members/${await things.honoraryMemberOf(founder, chapter, `Trần Văn ${name}`)}/annul-recognition`;

const shown = ({ member }: Site): string => `"memberId":"${member}"`;
const introduced = ['party-introduction', { asChapterHead: false }] as const;

export const membershipRoutes: RouteTable = {
  'GET /v1/members': view(readers, 'in a list', ({ unit }: Site) => `/v1/members?limit=200&unit=${unit}`, shown),
  'GET /v1/members/:id': view(readers, 'in the path', ({ member }) => `/v1/members/${member}`, shown),
  'GET /v1/members/:id/sensitive': {
    ...{ roles: readers, takes: 'view', sensitive: true, names: 'in the path', of: 'commune' },
    attempt: ({ member }) => ({ path: `/v1/members/${member}/sensitive?purpose=Thu`, asIs: true }),
    shows: ({ identityNumber }) => `"identityNumber":"${identityNumber}"`,
  },
  'POST /v1/members/search': {
    ...{ roles: readers, takes: 'view', sensitive: true, names: 'in a list', of: 'commune' },
    attempt: ({ identityNumber }) => ({ path: '/v1/members/search', body: { identityNumber, purpose: 'Thử' } }),
    shows: shown,
  },
  'POST /v1/members': creation(keepers, '/v1/members', ({ chapter, name }) => ({
    ...{ chapterId: chapter, person: { fullName: `Vũ Thị ${name}`, birthYear: 1990, gender: 'female' }, at },
  })),
  'POST /v1/honorary-members': creation(keepers, '/v1/honorary-members', ({ chapter, name }) => ({
    ...{ chapterId: chapter, person: { fullName: `Vũ Văn ${name}`, birthYear: 1965, gender: 'male' }, decision, at },
  })),
  'POST /v1/members/:id/transfer': change(keepers, newMember('transfer'), ({ chapter, neighbour }) => ({
    ...{ from: chapter, to: neighbour, at },
  })),
  'POST /v1/members/:id/end': change(keepers, newMember('end'), { reason: 'left', at }),
  'POST /v1/members/:id/reinstate': change(
    ...([keepers, newMember('reinstate', ['end', { reason: 'left' }])] as const),
    ({ chapter }) => ({ chapterId: chapter, at: '2023-05-01' }),
  ),
  'POST /v1/members/:id/correct-person': change(keepers, newMember('correct-person'), ({ name }) => ({
    ...{ person: { fullName: `Lê Thị Đúng ${name}`, birthYear: 1991, gender: 'female' }, reason: 'Viết sai', at },
  })),
  'POST /v1/members/:id/annul-recognition': change(keepers, newHonoraryMember, { reason: 'Nhầm', at }),
  'POST /v1/members/:id/categories': change(keepers, newMember('categories'), { category: 'elderly', at }),
  'POST /v1/members/:id/categories/:category/remove': change(
    ...([keepers, newMember('categories/elderly/remove', ['categories', { category: 'elderly' }])] as const),
    { at },
  ),
  'POST /v1/members/:id/participation': change(keepers, newMember('participation'), { regular: true, at }),
  'POST /v1/members/:id/dues': change(keepers, newMember('dues'), { halfYear: '2023-H1', amount: 12_000, at }),
  'POST /v1/members/:id/party-introduction': change(keepers, newMember(introduced[0]), { ...introduced[1], at }),
  'POST /v1/members/:id/party-joining': change(keepers, newMember('party-joining', introduced), { at }),
};
