import { memberEvents } from '@sohoi/membership/events';
import { chapterEvents, unitEvents } from '@sohoi/organization/events';
import { personEvents, personRequestEvents } from '@sohoi/persons/events';
import type { SealedStream } from '@sohoi/sealing';
import { trainingClassEvents } from '@sohoi/training/events';

/** Every kind of stream in which something is sealed or masked: what audit opens, or leaves out. */
export const auditStreams: readonly SealedStream[] = [
  { category: 'unit', catalog: unitEvents },
  { category: 'chapter', catalog: chapterEvents },
  { category: 'member', catalog: memberEvents },
  { category: 'trainingClass', catalog: trainingClassEvents },
  { category: 'person', catalog: personEvents },
  { category: 'personRequest', catalog: personRequestEvents },
];
