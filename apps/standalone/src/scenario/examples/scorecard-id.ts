import { namedId } from '@sohoi/nest';
import { chapterId } from './places.js';

/** The id under which the service keeps the one scorecard of a chapter in a period. */
export const scorecardId = (periodId: string, key: string): string =>
  namedId(`scorecard ${periodId} chapter ${chapterId(key)}`);
