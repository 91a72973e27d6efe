/** Stored events that no subscriber gets, each under the reason why. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  'political life is sensitive by law (Decree 356/2025/NĐ-CP)': [
    'IntroducedToParty',
    'JoinedParty',
    'PostHolderJoinedParty',
  ],
  'it says nothing but personal data, which never leave': [
    'PersonCorrected',
    'PostHolderNameCorrected',
    'TraineeNameCorrected',
  ],
  'what one person is paid': ['AllowanceGranted', 'AllowanceStopped'],
  'a list of persons with their names, and a mark of one person': ['TraineesEnrolled', 'TraineeTested'],
  'scores on their way, before anything is official': [
    'ScoreProposed',
    'ScoreVerified',
    'ScoresReturned',
    'ScoresApproved',
  ],
  'between the person and the union: requests, holds and restrictions': [
    'RequestReceived',
    'RequestAcknowledged',
    'RequestExtended',
    'RequestGranted',
    'RequestRefused',
    'RequestCompleted',
    'RequestLapsed',
    'RequestWithdrawn',
    'ErasureStopped',
    'ProcessingRestricted',
    'RestrictionLifted',
    'RetentionHoldPlaced',
    'RetentionHoldLifted',
  ],
  'the working calendar of the office, of use to its clocks alone': ['HolidaysPublished'],
  'who may do what in the ledger': ['RightGranted', 'RightWithdrawn', 'SessionsRevoked', 'LedgerFounded'],
  'the running of the ledger itself': ['ProjectionEventSkipped'],
};

export const notPublic: ReadonlyMap<string, string> = new Map(
  Object.entries(reasons).flatMap(([reason, types]) => types.map((type) => [type, reason] as const)),
);
