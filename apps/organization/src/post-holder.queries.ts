import { Inject, Injectable } from '@nestjs/common';
import { id, isSealed } from '@sohoi/fields';
import {
  columnsOf,
  Keyset,
  ListQueries,
  momentShown,
  pageAsOfQuery,
  pageOf,
  SEALER,
  UnitScope,
  WithheldPersons,
} from '@sohoi/nest';
import type { Actor, Listed, Place } from '@sohoi/nest';
import type { KeptName } from '@sohoi/organization';
import { post } from '@sohoi/organization/events';
import type { SealedAt, Sealer } from '@sohoi/sealing';
import { z } from 'zod';
import { PostHolderEntity } from './post-holder.entity.js';

const holder = z.object({
  holdingId: id,
  post,
  personId: id,
  fullName: z
    .string()
    .nullable()
    .meta({ description: 'Null once the person is erased, and while the processing of her data is restricted.' }),
  from: z.iso.date(),
  to: z.iso.date().nullable().meta({ description: 'Null while the post is held.' }),
  allowance: z.object({ amount: z.int(), source: z.string() }).nullable().meta({ description: 'Đồng a month.' }),
});
type Holder = z.infer<typeof holder>;
type KeptHolder = Omit<Holder, 'fullName'> & { readonly fullName: KeptName | null };

const example: Holder = {
  holdingId: '0197a7c0-0000-7000-8000-0000000000f1',
  post: 'chapterHead',
  personId: '0197a7c0-0000-7000-8000-0000000000d1',
  fullName: 'Phạm Thị Ví Dụ',
  from: '2023-02-15',
  to: null,
  allowance: { amount: 540000, source: 'localBudget' },
};
export const holderPage = pageOf(holder)
  .extend(momentShown)
  .meta({
    example: { data: [example], next: null, position: '00000000000000000042' },
  });
export const holdersQuery = pageAsOfQuery;

const inOrder = new Keyset({ 'holder.validFrom': z.iso.date(), 'holder.holdingId': id });

const holders: Listed = {
  projections: ['units'],
  entity: PostHolderEntity,
  alias: 'holder',
  columns: { ...columnsOf('holder', holder), from: 'holder.validFrom', to: 'holder.validTo' },
  id: 'holder.holdingId',
  within: 'holder.bodyId',
};

/** Who holds and held the posts of a unit or chapter in the actor's scope; the names of a page are opened together. */
@Injectable()
export class PostHolderQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(WithheldPersons) private readonly withheld: WithheldPersons,
  ) {}

  /** @throws Problem not-found, the same for an unknown body and for one outside the actor's subtrees */
  async of(actor: Actor, bodyId: string, kind: Place['kind'], filter: z.infer<typeof holdersQuery>) {
    await this.scope.placeWithin(actor, 'id', bodyId, kind);
    const page = await this.queries.page<KeptHolder>(holders, inOrder, actor, filter, {
      equal: { 'holder.bodyId': bodyId },
    });
    const withheld = await this.withheld.among(page.data.filter(named).map(({ personId }) => personId));
    return { ...page, data: await openHolders(this.sealer, withheld, page.data) };
  }
}

const named = ({ fullName }: KeptHolder): boolean => fullName !== null;

const openHolders = async (
  { openFields }: Pick<Sealer, 'openFields'>,
  withheld: ReadonlySet<string>,
  kept: readonly KeptHolder[],
): Promise<readonly Holder[]> => {
  const shown = kept.map(({ fullName, ...one }) => ({
    ...one,
    fullName: withheld.has(one.personId) ? null : fullName,
  }));
  const sealed = shown.flatMap(({ personId, fullName }): readonly SealedAt[] =>
    fullName && isSealed(fullName.value)
      ? [{ eventId: fullName.eventId, path: 'fullName', personId, value: fullName.value }]
      : [],
  );
  const opened = (await openFields(sealed)).values();
  return shown.map((one) => {
    const { fullName } = one;
    const name: unknown = fullName && isSealed(fullName.value) ? opened.next().value : fullName?.value;
    return { ...one, fullName: typeof name === 'string' ? name : null };
  });
};
