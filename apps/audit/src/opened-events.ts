import { pathWithin, scopeParameters, UnitEntity } from '@sohoi/nest';
import type { Actor, Right, Scope, UnitScope } from '@sohoi/nest';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** The streams, by category, whose events a subscriber of a topic is sent. */
const categoriesOf: { readonly [T in Right['topics'][number]]: readonly string[] } = {
  organization: ['unit', 'chapter', 'group'],
  membership: ['member'],
  training: ['trainingPlan', 'trainingClass'],
  evaluation: ['rubric', 'period', 'initiative', 'unitReport', 'scorecard', 'cluster', 'award'],
};

/**
 * What an analyst reads, all of which routes of its own show her. Who holds which rights and who asked for what are not
 * among them: their routes are not for analysts, so the log is no way round.
 */
const OF_ANALYSTS = Object.values(categoriesOf).flat();

/**
 * What a subscriber of persons' data must hear, wherever the person was: to forget her, or to stop using what it has.
 * These events name her by an opaque id alone.
 */
const ABOUT_DATA_OF_PERSONS = ['PersonErased', 'ProcessingRestricted', 'RestrictionLifted'];
const WITH_PERSONS: ReadonlySet<string> = new Set(['organization', 'membership', 'training']);

/** Events that some rights open: of streams of these categories, or of any if they are null, in this scope. */
export type Opened = {
  readonly categories: readonly string[] | null;
  readonly scope: Scope;
  /** Types of events that are opened whatever their scope. */
  readonly everywhere: readonly string[];
};

/** The rights, those together that open the same categories. */
const byCategories = (rights: readonly Right[]) => {
  const groups = new Map<string, Omit<Opened, 'scope'> & { rights: Right[] }>();
  for (const right of rights) {
    const topics = right.role === 'subscriber' ? right.topics : null;
    const categories =
      right.role === 'analyst' ? OF_ANALYSTS : topics && topics.flatMap((topic) => categoriesOf[topic]);
    const key = `${right.role === 'analyst' ? 'analyst' : ''} ${String(topics)}`;
    const group = groups.get(key) ?? {
      categories,
      everywhere: topics?.some((topic) => WITH_PERSONS.has(topic)) ? ABOUT_DATA_OF_PERSONS : [],
      rights: [],
    };
    group.rights.push(right);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** What the actor's rights open, each in its own subtree; those of the same topics together. */
export const openedTo = async (
  actor: Actor,
  unit: string | undefined,
  units: UnitScope,
  manager: EntityManager,
): Promise<readonly Opened[]> => {
  const opened: Opened[] = [];
  for (const { rights, categories, everywhere } of byCategories(actor.rights)) {
    const scope = await units.of({ ...actor, rights }, unit, manager);
    opened.push({ categories, scope, everywhere: unit === undefined ? everywhere : [] });
  }
  return opened;
};

/** Only events that are opened. A scope that is everything has in it what concerns no unit, too. */
export const keepOpened = <T extends ObjectLiteral>(
  index: SelectQueryBuilder<T>,
  opened: readonly Opened[],
): SelectQueryBuilder<T> => {
  const predicates = opened.flatMap(({ categories, scope, everywhere }, n) => {
    const within = pathWithin('place.path', scope, `scope${n}at`);
    const here = categories ? `(${within} AND split_part(index.stream, '-', 1) = ANY(:categories${n}))` : within;
    return everywhere.length > 0 ? [here, `index.type = ANY(:everywhere${n})`] : [here];
  });
  const parameters = opened.map(({ categories, scope, everywhere }, n) => ({
    ...scopeParameters(scope, `scope${n}at`),
    ...(everywhere.length > 0 && { [`everywhere${n}`]: everywhere }),
    ...(categories && { [`categories${n}`]: categories }),
  }));
  return index
    .leftJoin(UnitEntity, 'place', 'place.id = index.bodyId')
    .andWhere(`(${predicates.join(' OR ') || 'FALSE'})`, Object.assign({}, ...parameters) as ObjectLiteral);
};
