import { demoPersons } from '@sohoi/demo-identity';
import type { Founder } from './founder.js';
import { unitUnder } from './things.js';

/** The centre with two provinces; one has two communes, the other has one. The demo persons stand in the first. */
export type SmallMap = {
  readonly root: string;
  readonly province: string;
  readonly commune: string;
  readonly sibling: string;
  readonly otherProvince: string;
  readonly otherCommune: string;
};

export const foundSmallMap = async (founder: Founder): Promise<SmallMap> => {
  const at = '2022-12-01';
  const unit = { kind: 'Đơn vị', at };
  const root = demoPersons['central-officer'].unit;
  const province = demoPersons['province-verifier'].unit;
  const commune = demoPersons['commune-cadre'].unit;
  await founder.post('/v1/units', { ...unit, id: root, level: 'central', name: 'Hội Ví Dụ' });
  await founder.post('/v1/units', { ...unit, id: province, parentId: root, level: 'province', name: 'Tỉnh Ví Dụ' });
  await founder.post('/v1/units', { ...unit, id: commune, parentId: province, level: 'commune', name: 'Xã Ví Dụ' });
  const sibling = await unitUnder(founder, province, 'commune', 'Xã Láng Giềng');
  const otherProvince = await unitUnder(founder, root, 'province', 'Tỉnh Khác');
  const otherCommune = await unitUnder(founder, otherProvince, 'commune', 'Xã Khác');
  return { root, province, commune, sibling, otherProvince, otherCommune };
};
