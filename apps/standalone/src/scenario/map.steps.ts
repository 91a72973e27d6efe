import { scenarioId } from '@sohoi/demo-identity';
import type { UnitCommandOf } from '@sohoi/organization';
import { provinces } from './provinces.js';
import { centralOfficer, stepsBy } from './scenario-step.js';

/** Founding day of the union. */
const FOUNDED = '1930-10-20';

/** Since this day the map has had the 63 provinces of 2023; from it they and their districts count here. */
const MAP_OF_63 = '2008-08-01';

/** The communes are made up; so is the day from which they count. */
const COMMUNES = '2015-01-01';

export const unitId = (code: string): string => scenarioId(`unit/${code}`);

const step = stepsBy(centralOfficer);

type Establish = UnitCommandOf<'EstablishUnit'>['data'];
type Place = Pick<Establish, 'level' | 'kind' | 'name' | 'code' | 'at'>;

const establish = (key: string, parent: string | null, parentLevel: Establish['parentLevel'], place: Place) =>
  step('unit', unitId(key), {
    type: 'EstablishUnit',
    data: { unitId: unitId(key), parentId: parent === null ? null : unitId(parent), parentLevel, ...place },
  });

const commune = (key: string, district: string, kind: string, name: string, at = COMMUNES) =>
  establish(key, district, 'district', { level: 'commune', kind, name, code: null, at });

/** Hải Phòng's Lê Chân is real; whatever is called Ví Dụ ("example") is not. */
export const mapSteps = [
  establish('00', null, null, {
    level: 'central',
    kind: 'Trung ương',
    name: 'Hội Liên hiệp Phụ nữ Việt Nam',
    code: null,
    at: FOUNDED,
  }),
  ...provinces.map(({ code, kind, name }) =>
    establish(code, '00', 'central', { level: 'province', kind, name, code, at: MAP_OF_63 }),
  ),
  establish('305', '31', 'province', { level: 'district', kind: 'Quận', name: 'Lê Chân', code: '305', at: MAP_OF_63 }),
  establish('vi-du', '31', 'province', { level: 'district', kind: 'Huyện', name: 'Ví Dụ', code: null, at: MAP_OF_63 }),
  commune('an-bien', '305', 'Phường', 'Ví Dụ 1'),
  commune('vi-du-2', '305', 'Phường', 'Ví Dụ Hai'),
  commune('vi-du-3', '305', 'Xã', 'Ví Dụ 3'),
  commune('vi-du-4', 'vi-du', 'Xã', 'Ví Dụ 4'),
  commune('vi-du-5', 'vi-du', 'Xã', 'Ví Dụ 5'),
  step('unit', unitId('vi-du-2'), {
    type: 'RenameUnit',
    data: { unitId: unitId('vi-du-2'), name: 'Ví Dụ 2', at: '2019-06-01' },
  }),
  step('unit', unitId('vi-du-3'), {
    type: 'MoveUnit',
    data: { unitId: unitId('vi-du-3'), to: unitId('vi-du'), parentLevel: 'district', at: '2020-02-01' },
  }),
  step('unit', unitId('vi-du-4'), {
    type: 'DissolveUnit',
    data: { unitId: unitId('vi-du-4'), reason: 'Nhập vào Xã Ví Dụ 3', at: '2020-02-01' },
  }),
  step('unit', unitId('vi-du-4'), {
    type: 'NameSuccessors',
    data: {
      unitId: unitId('vi-du-4'),
      successorIds: [unitId('vi-du-3')],
      returning: [],
      below: [],
      ended: [],
      at: '2020-02-01',
    },
  }),
];
