import { expect } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import type { Answer, TestLedger } from './test-ledger.js';

export const central = demoPersons['central-officer'].unit;
export const province = demoPersons['province-verifier'].unit;
/** That of the demo cadre. */
export const commune = demoPersons['commune-cadre'].unit;
export const otherCommune = '0197a7c0-0000-7000-8000-0000000000a9';
/** A chapter of the commune. */
export const home = '0197a7c0-0000-7000-8000-0000000000c1';
/** A chapter of the other commune. */
export const away = '0197a7c0-0000-7000-8000-0000000000c3';

/** The id of what a request has made. */
export const idOf = (answer: Answer): string => {
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};

/** Records what stands since the beginning of 2023. */
export const placeIn = async (ledger: TestLedger, path: string, body: object): Promise<void> => {
  idOf(await ledger.post(path, { at: '2023-01-01', ...body }));
};

/** A province with two communes and a chapter in each. */
export const foundTwoCommunes = async (ledger: TestLedger): Promise<void> => {
  const place = (path: string, body: object): Promise<void> => placeIn(ledger, path, body);
  const unit = (id: string, parentId: string | null, level: string): Promise<void> =>
    place('/v1/units', { id, ...(parentId && { parentId }), level, kind: 'Đơn vị', name: `Đơn vị ${level}` });
  await unit(central, null, 'central');
  await unit(province, central, 'province');
  await unit(commune, province, 'commune');
  await unit(otherCommune, province, 'commune');
  await place('/v1/chapters', { id: home, unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence' });
  await place('/v1/chapters', { id: away, unitId: otherCommune, name: 'Chi hội Khác', basis: 'residence' });
};
