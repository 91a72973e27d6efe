import type { Projection } from '@sohoi/projection';
import type { PostgresPersonKeys, Sealer } from '@sohoi/sealing';
import { countMasked } from '@sohoi/standings-past';
import { clusters } from './clusters.projection.js';
import { erasures } from './erasures.projection.js';
import { eventsByPerson } from './events-by-person.projection.js';
import { eventsByUnit } from './events-by-unit.projection.js';
import { members } from './members.projection.js';
import { personRequests } from './person-requests.projection.js';
import { persons } from './persons.projection.js';
import { past } from './past/past.projection.js';
import { logTree } from './ledger/log-tree.projection.js';
import { rights } from './rights.projection.js';
import { scorecards } from './scorecards.projection.js';
import { trainingClasses } from './training-classes.projection.js';
import { chapterStrength } from './standings/chapter-strength.projection.js';
import { clusterRanking } from './standings/cluster-ranking.projection.js';
import { chapterSnapshots, clusterSnapshots } from './standings/snapshots.projection.js';
import { unitTree } from './units.projection.js';

/** What the read models need of the vault: names are made searchable, codes counted, and keys of the erased destroyed. */
export type ProjectionKeys = {
  readonly sealer: Pick<Sealer, 'openFields' | 'index' | 'masker'>;
  readonly personKeys: Pick<PostgresPersonKeys, 'destroyIn'>;
};

/** Every read model of the house. */
export const projectionsWith = ({ sealer, personKeys }: ProjectionKeys): readonly Projection[] => [
  erasures(personKeys),
  logTree,
  unitTree,
  members(sealer),
  trainingClasses,
  clusters,
  scorecards,
  rights,
  persons,
  personRequests,
  eventsByUnit,
  eventsByPerson,
  past(sealer),
  chapterStrength(countMasked(sealer.masker)),
  clusterRanking(countMasked(sealer.masker)),
  chapterSnapshots(countMasked(sealer.masker)),
  clusterSnapshots(countMasked(sealer.masker)),
];
