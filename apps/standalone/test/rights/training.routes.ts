import * as things from '../world/things.js';
import { change, creation, keepers, readers, view } from './route.js';
import type { RouteTable } from './route.js';
import { newId } from './sites.js';
import type { Site } from './sites.js';

const at = '2023-02-01';

/** One trainee of every class; a class counts her, and nobody else looks at the id. */
const traineeId = '0197a7c0-0000-7000-8000-0000000000e1';
const trainees = ({ unit, name }: Site) => [things.traineeFrom(traineeId, newId(), unit, `Đỗ Thị ${name}`)];

/** A class that has just been opened, and what happens in it before. */
const newClass =
  (what: string, ...before: readonly (readonly [string, object])[]) =>
  async ({ founder, unit, name }: Site): Promise<string> => {
    const path = `/v1/training-classes/${await things.classOf(founder, unit, `Lớp ${name}`)}`;
    for (const [step, body] of before) await founder.post(`${path}/${step}`, body);
    return `${path}/${what}`;
  };

/** The same with a trainee. */
const newClassWith =
  (what: string, ...before: readonly (readonly [string, object])[]) =>
  (site: Site): Promise<string> =>
    newClass(what, ['trainees', { trainees: trainees(site), at: '2023-01-20' }], ...before)(site);

const shown = ({ trainingClass }: Site): string => `"classId":"${trainingClass}"`;
const attended = ['attendance', { session: 1, traineeIds: [traineeId], at }] as const;
const certified = ['certificates', { certificateNo: '127/GCN', traineeId, at: '2023-02-02' }] as const;

export const trainingRoutes: RouteTable = {
  'POST /v1/training-plans': creation(keepers, '/v1/training-plans', ({ unit, name }) => ({
    ...{ unitId: unit, name: `Kế hoạch mới ${name}`, approvedBy: 'UBND', fromYear: 2022, toYear: 2025, at },
  })),
  'GET /v1/training-classes': view(
    readers,
    'in a list',
    ({ unit }: Site) => `/v1/training-classes?limit=200&unit=${unit}`,
    shown,
  ),
  'GET /v1/training-classes/:id': view(
    ...([readers, 'in the path', ({ trainingClass }: Site) => `/v1/training-classes/${trainingClass}`] as const),
    shown,
  ),
  'GET /v1/training-classes/:id/trainees': {
    ...{ roles: readers, takes: 'view', names: 'in the path', of: 'commune' },
    attempt: ({ trainingClass }) => ({ path: `/v1/training-classes/${trainingClass}/trainees`, asIs: true }),
    shows: ({ unit }) => `"unitId":"${unit}"`,
  },
  'POST /v1/training-classes': creation(keepers, '/v1/training-classes', ({ unit, name }) => ({
    ...{ unitId: unit, planId: null, name: `Lớp mới ${name}`, from: '2023-02-01', to: '2023-02-02', sessions: 2, at },
  })),
  'POST /v1/training-classes/:id/close': change(keepers, newClass('close'), { at: '2023-02-03' }),
  'POST /v1/training-classes/:id/cancel': change(keepers, newClass('cancel'), { reason: 'Mưa bão', at: '2023-01-20' }),
  'POST /v1/training-classes/:id/trainees': change(keepers, newClass('trainees'), (site) => ({
    ...{ trainees: trainees(site), at: '2023-01-20' },
  })),
  'POST /v1/training-classes/:id/trainees/:traineeId/correct-name': change(
    ...([keepers, newClassWith(`trainees/${traineeId}/correct-name`)] as const),
    ({ name }) => ({ fullName: `Đỗ Thị Đúng ${name}`, reason: 'Viết sai', at }),
  ),
  'POST /v1/training-classes/:id/attendance': change(keepers, newClassWith('attendance'), attended[1]),
  'POST /v1/training-classes/:id/attendance/withdraw': change(
    ...([keepers, newClassWith('attendance/withdraw', attended)] as const),
    { ...attended[1], reason: 'Nhầm' },
  ),
  'POST /v1/training-classes/:id/attendance-reports': change(keepers, newClass('attendance-reports'), {
    ...{ persons: 500, source: { title: 'Báo cáo' }, at },
  }),
  'POST /v1/training-classes/:id/tests': change(keepers, newClassWith('tests'), {
    ...{ traineeId, mark: 8.5, at: '2023-02-02' },
  }),
  'POST /v1/training-classes/:id/certificates': change(keepers, newClassWith('certificates', attended), certified[1]),
  'POST /v1/training-classes/:id/certificates/revoke': change(
    ...([keepers, newClassWith('certificates/revoke', attended, certified)] as const),
    { certificateNo: '127/GCN', reason: 'Cấp nhầm', at: '2023-02-03' },
  ),
};
