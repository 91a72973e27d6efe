import type { Projection } from '@sohoi/projection';
import { clusters } from './clusters.projection.js';
import { eventsByPerson } from './events-by-person.projection.js';
import { eventsByUnit } from './events-by-unit.projection.js';
import { members } from './members.projection.js';
import { personRequests } from './person-requests.projection.js';
import { persons } from './persons.projection.js';
import { rights } from './rights.projection.js';
import { scorecards } from './scorecards.projection.js';
import { trainingClasses } from './training-classes.projection.js';
import { chapterStrength } from './standings/chapter-strength.projection.js';
import { clusterRanking } from './standings/cluster-ranking.projection.js';
import { unitTree } from './units.projection.js';

/** Every read model of the house. */
export const projections: readonly Projection[] = [
  unitTree,
  members,
  trainingClasses,
  clusters,
  scorecards,
  rights,
  persons,
  personRequests,
  eventsByUnit,
  eventsByPerson,
  chapterStrength,
  clusterRanking,
];
