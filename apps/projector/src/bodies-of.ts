import { WHOLE_ORGANISATION } from '@sohoi/access/events';
import type { LedgerEvent } from './streams.js';

/**
 * The units and chapters that an event names, each once: those whose scope it lies in. Superior units are not
 * among them; they are found through the tree.
 */
export const bodiesOf = (event: LedgerEvent): readonly string[] => {
  const { data } = event;
  const named = [
    'unitId' in data ? data.unitId : null,
    'chapterId' in data ? data.chapterId : null,
    'body' in data ? data.body.id : null,
    ...furtherBodiesOf(event),
  ];
  return [...new Set(named.filter((id) => id !== null))];
};

const furtherBodiesOf = (event: LedgerEvent): readonly (string | null)[] => {
  switch (event.type) {
    case 'UnitEstablished':
    case 'UnitDissolved':
      return [event.data.parentId];
    case 'UnitSucceeded':
      return event.data.successorIds;
    case 'UnitMoved':
      return [event.data.from, event.data.to];
    case 'MemberTransferred': {
      const { from, to } = event.data;
      return [from.chapterId, from.unitId, to.chapterId, to.unitId];
    }
    case 'TraineesEnrolled':
      return event.data.trainees.flatMap(({ unitId, chapterId = null }) => [unitId, chapterId]);
    case 'CertificateIssued':
    case 'CertificateRevoked':
    case 'TraineeNameCorrected':
      return [event.data.traineeUnitId];
    case 'UnitJoinedCluster':
    case 'UnitLeftCluster':
      return [event.data.memberUnitId];
    case 'InitiativeEnded':
      return event.data.adoptedBy.map(({ id }) => id);
    case 'RightGranted':
    case 'RightWithdrawn':
      return event.data.unitId === null ? [WHOLE_ORGANISATION] : [];
    case 'SessionsRevoked':
      return [WHOLE_ORGANISATION];
    default:
      return [];
  }
};
