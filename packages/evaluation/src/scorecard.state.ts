import type { Body } from './body.events.js';
import type { Score, ScorecardEvent } from './scorecard.events.js';

export type DataOf<T extends ScorecardEvent['type']> = Extract<ScorecardEvent, { type: T }>['data'];

/**
 * absent → proposed → verified → approved → published. A return goes one step back: approved → verified →
 * proposed → returned, and from there the next proposal leads to proposed again. Published is for ever.
 */
export type ScorecardStatus = 'proposed' | 'returned' | 'verified' | 'approved' | 'published';

export type ScorecardState = {
  readonly card: {
    readonly scorecardId: string;
    readonly periodId: string;
    readonly body: Body;
    readonly unitId: string;
  } | null;
  readonly status: ScorecardStatus | 'absent';
  readonly proposals: ReadonlyMap<string, DataOf<'ScoreProposed'>>;
  readonly verified: ReadonlyMap<string, DataOf<'ScoreVerified'>>;
  readonly returned: DataOf<'ScoresReturned'> | null;
  readonly approved: DataOf<'ScoresApproved'> | null;
  readonly published: DataOf<'ScoresPublished'> | null;
  /** The scores that are official now, and the revision that made them so. */
  readonly official: ReadonlyMap<string, Score>;
  readonly revision: number;
  /** Everybody who ever had this part in the card, whatever became of what they did. */
  readonly proposers: ReadonlySet<string>;
  readonly verifiers: ReadonlySet<string>;
  readonly approvers: ReadonlySet<string>;
};

export const noScorecard: ScorecardState = {
  card: null,
  status: 'absent',
  proposals: new Map(),
  verified: new Map(),
  returned: null,
  approved: null,
  published: null,
  official: new Map(),
  revision: 0,
  proposers: new Set(),
  verifiers: new Set(),
  approvers: new Set(),
};

export const evolve = (state: ScorecardState, event: ScorecardEvent): ScorecardState => {
  switch (event.type) {
    case 'ScoreProposed': {
      const { scorecardId, periodId, body, unitId, criterionId, by } = event.data;
      return {
        ...state,
        card: { scorecardId, periodId, body, unitId },
        status: 'proposed',
        proposals: having(state.proposals, criterionId, event.data),
        verified: new Map([...state.verified].filter(([other]) => other !== criterionId)),
        proposers: new Set([...state.proposers, by]),
      };
    }
    case 'ScoreVerified': {
      const verified = having(state.verified, event.data.criterionId, event.data);
      const all = [...state.proposals.keys()].every((criterionId) => verified.has(criterionId));
      const verifiers = new Set([...state.verifiers, event.data.by]);
      return { ...state, status: all ? 'verified' : 'proposed', verified, verifiers };
    }
    case 'ScoresReturned': {
      const { to } = event.data;
      const verified: ScorecardState['verified'] = to === 'verified' ? state.verified : new Map();
      return { ...state, status: to, verified, returned: event.data };
    }
    case 'ScoresApproved': {
      const approvers = new Set([...state.approvers, event.data.by]);
      return { ...state, status: 'approved', approved: event.data, approvers };
    }
    case 'ScoresPublished': {
      const official = new Map(event.data.scores.map((score) => [score.criterionId, score]));
      return { ...state, status: 'published', published: event.data, official, revision: 1 };
    }
    case 'ScoreCorrected': {
      const { criterionId, points, bonus, revision } = event.data;
      return { ...state, official: having(state.official, criterionId, { criterionId, points, bonus }), revision };
    }
  }
};

const having = <V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> =>
  new Map([...map, [key, value]]);
