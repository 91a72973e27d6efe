import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from './actor.js';
import { problems } from './problems.js';
import { UnitEntity } from './unit.entity.js';

/** For what belongs to no unit, such as the read models themselves. */
@Injectable()
export class WholeOrganisation {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * Lets through whose right is on the whole organisation, or on its central unit. The units are read as they stand: the read
   * model that has them may be the very one that has stopped.
   * @throws Problem whole-organisation-needed
   */
  async reachedBy({ rights, actsBy }: Actor): Promise<void> {
    const whole = rights.find(({ unitId }) => unitId === null) ?? (await this.onCentral(rights));
    if (!whole) throw problems.wholeOrganisationNeeded();
    actsBy?.(whole);
  }

  private async onCentral(rights: Actor['rights']): Promise<Actor['rights'][number] | undefined> {
    const central = await this.dataSource.manager
      .createQueryBuilder(UnitEntity, 'unit')
      .where(`unit.kind = 'unit' AND unit.level = 'central' AND unit.parentId IS NULL`)
      .getMany();
    const reached = central.every(({ id }) => rights.some(({ unitId }) => unitId === id));
    return central.length > 0 && reached ? rights.find(({ unitId }) => unitId === central[0]?.id) : undefined;
  }
}
