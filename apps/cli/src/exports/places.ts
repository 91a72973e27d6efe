import type { Row } from '@sohoi/exports';
import { pages } from './asked.js';
import type { Asked, Query } from './asked.js';

type Unit = {
  readonly name: unknown;
  readonly code: unknown;
  readonly level: unknown;
  readonly parentId: unknown;
};

/** The units above chapters that the asker sees, which are some thousands. */
const LEVELS = ['central', 'province', 'district', 'commune'];

/** Says for a unit's id in which province it lies; nothing of what lies outside of the asker's units. */
export const placesAt = async (asked: Asked, moment: Query): Promise<(unitId: unknown) => Row> => {
  const units = new Map<unknown, Unit>();
  for (const level of LEVELS) {
    for await (const { data } of pages(asked, '/v1/units', { ...moment, level })) {
      for (const { id, name, code, parentId } of data) units.set(id, { name, code, level, parentId });
    }
  }
  return (unitId) => {
    let above = units.get(unitId);
    const unitName = above?.name;
    while (above && above.level !== 'province') above = units.get(above.parentId);
    return { unit_id: unitId, unit_name: unitName, province_code: above?.code, province_name: above?.name };
  };
};
