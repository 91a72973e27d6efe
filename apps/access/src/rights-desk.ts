import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Granter, RightsCommandOf, UnitsAbove } from '@sohoi/access';
import type { Role } from '@sohoi/access/events';
import { ActorRights, problems, ReadModels, rightsIdOf, today, UnitEntity } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import { RunRightsCommand } from './rights.handler.js';

/** The data of a command without what the desk adds. */
type Asked<T extends 'GrantRight' | 'WithdrawRight' | 'RevokeSessions'> = Omit<
  RightsCommandOf<T>['data'],
  'actorId' | 'granter' | 'above' | 'at'
>;

/** Where every command about rights passes: what does the one who asks hold, and which units lie above those named? */
@Injectable()
export class RightsDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(ActorRights) private readonly rights: ActorRights,
    @Inject(ReadModels) private readonly reads: ReadModels,
  ) {}

  grant(actorId: string, request: CommandRequest, data: Asked<'GrantRight'>): Promise<CommandOutcome> {
    const { role, unitId } = data;
    const command = async (): Promise<RightsCommandOf<'GrantRight'>> => {
      const granter = await this.granterOf(request);
      const above = unitId === null ? {} : await this.aboveOf([unitId]);
      if (unitId !== null && !mayName(granter, unitId, above)) throw problems.notFound('unitId', unitId);
      return { type: 'GrantRight', data: { ...data, actorId, granter, above, at: today() } };
    };
    return this.bus.execute(new RunRightsCommand(rightsIdOf(actorId), inRole(request, role), command, data.rightId));
  }

  async withdraw(actorId: string, request: CommandRequest, data: Asked<'WithdrawRight'>): Promise<CommandOutcome> {
    const command = async (): Promise<RightsCommandOf<'WithdrawRight'>> => ({
      type: 'WithdrawRight',
      data: { ...data, ...(await this.knownOf(actorId, request)) },
    });
    const { rights } = await this.rights.of(actorId);
    const role = rights.find(({ rightId }) => rightId === data.rightId)?.role ?? request.actor.role;
    return this.bus.execute(new RunRightsCommand(rightsIdOf(actorId), inRole(request, role), command, data.rightId));
  }

  revokeSessions(actorId: string, request: CommandRequest, data: Asked<'RevokeSessions'>): Promise<CommandOutcome> {
    const command = async (): Promise<RightsCommandOf<'RevokeSessions'>> => ({
      type: 'RevokeSessions',
      data: { ...data, ...(await this.knownOf(actorId, request)) },
    });
    return this.bus.execute(new RunRightsCommand(rightsIdOf(actorId), request, command));
  }

  /** For a command about rights that were granted already. */
  private async knownOf(actorId: string, request: CommandRequest) {
    const { rights, withdrawn } = await this.rights.of(actorId);
    const unitIds = [...rights, ...withdrawn].flatMap(({ unitId }) => unitId ?? []);
    return { actorId, granter: await this.granterOf(request), above: await this.aboveOf(unitIds), at: today() };
  }

  private async granterOf({ actor }: CommandRequest): Promise<Granter> {
    return { actorId: actor.id, rights: (await this.rights.of(actor.id)).rights };
  }

  /** In the tree as it stands at the request; a unit that it does not have is left out. */
  private async aboveOf(unitIds: readonly string[]): Promise<UnitsAbove> {
    const ids = [...new Set(unitIds)];
    return this.reads.upToDate(['units'], async (manager) => {
      const query = manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = ANY(:ids)', { ids });
      const units = await query.andWhere(`unit.kind = 'unit'`).getMany();
      return Object.fromEntries(units.map(({ id, path }) => [id, path.split('.').map(idOf)]));
    });
  }
}

/** Who grants or withdraws a role acts in that role, whatever others she holds. */
const inRole = (request: CommandRequest, role: Role): CommandRequest => ({
  ...request,
  metadata: { ...request.metadata, role },
});

/** A label of a path is an id without its dashes. */
const idOf = (label: string): string => label.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Whether the unit exists within reach of any right to grant; else it is to the granter as if it were not there. */
const mayName = ({ rights }: Granter, unitId: string, above: UnitsAbove): boolean => {
  const path = above[unitId];
  return (
    path !== undefined && rights.some((held) => held.mayGrant && (held.unitId === null || path.includes(held.unitId)))
  );
};
