import { personStates } from '../person-states.js';

/** What was decided about the data of persons holds for whatever is read of them, at whatever moment. */
export const decidedOf = personStates('past_persons');
