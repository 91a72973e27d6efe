const HOLDINGS = ['PostHolderElected', 'PostHolderAppointed', 'PostHolderNameCorrected', 'PostHolderRelieved'];
const POSTS = [...HOLDINGS, 'AllowanceGranted', 'AllowanceStopped', 'PostHolderJoinedParty'];
const CERTIFICATES = ['CertificateIssued', 'CertificateRevoked'];
const MEMBERS = [
  ...['MemberAdmitted', 'HonoraryMemberRecognised', 'HonoraryRecognitionAnnulled', 'PersonCorrected'],
  ...['MemberTransferred', 'CategoryAdded', 'CategoryRemoved', 'RegularParticipationRecorded', 'DuesRecorded'],
  ...['IntroducedToParty', 'JoinedParty', 'MembershipEnded', 'MemberReinstated'],
];
const PERSONS = ['PersonErased', 'ErasureStopped', 'ProcessingRestricted', 'RetentionHoldPlaced'];
const REQUESTS = ['Acknowledged', 'Extended', 'Granted', 'Refused', 'Completed', 'Lapsed', 'Withdrawn'].map(
  (what) => `Request${what}`,
);

const of = (path: string, types: readonly string[]): readonly string[] => types.map((type) => `${type}.${path}`);

/**
 * Numbers, dates, flags and words of a list that stand in the clear beside the id of a person, and why: each a field of an
 * event type. Whoever adds one marks it or decides here that it may be read under an opaque id.
 */
export const clearOfPersons: Readonly<Record<string, readonly string[]>> = {
  'when it was so; the archive is in the order of these days': [
    ...of('at', [...POSTS, ...MEMBERS, 'TraineesEnrolled', 'TraineeNameCorrected', ...CERTIFICATES]),
    ...of('at', [...PERSONS, 'RestrictionLifted', 'RetentionHoldLifted', 'RequestReceived', ...REQUESTS]),
    'CertificateRevoked.issuedAt',
    'HonoraryMemberRecognised.decision.date',
  ],
  'the post that she holds or trains for: public, and counted': [
    ...of('body.kind', POSTS),
    ...of('post', [...POSTS, ...CERTIFICATES]),
    'TraineesEnrolled.trainees.*.post',
  ],
  'public money or dues, counted by body': [
    'PostHolderRelieved.hadAllowance',
    ...of('amount', ['AllowanceGranted', 'DuesRecorded']),
    'AllowanceGranted.source',
    'DuesRecorded.halfYear',
    ...of('standing.duesPaid.*', ['MemberTransferred', 'MembershipEnded']),
    'MemberReinstated.duesPaid.*',
  ],
  'how she takes part, counted as standings need it': [
    ...of('standing.kind', ['MemberTransferred', 'MembershipEnded']),
    ...of('standing.regular', ['MemberTransferred', 'MembershipEnded']),
    ...of('standing.core', ['MemberTransferred', 'MembershipEnded']),
    'RegularParticipationRecorded.regular',
    'MemberReinstated.kind',
    'MembershipEnded.reason',
  ],
  'a political view, counted; left out of what is sent, and recorded when it is opened (ADR 0038)': [
    ...of('partyMember', ['PostHolderElected', 'PostHolderAppointed', 'PostHolderRelieved']),
    'IntroducedToParty.asChapterHead',
  ],
  'how a request or a decision is handled: its kind, its ground, its terms': [
    ...of('kind', ['RequestReceived', 'RequestGranted', 'RequestRefused']),
    ...of('legalGround', [...PERSONS, 'RequestGranted', 'RequestRefused']),
    'RequestLapsed.reason',
    'RequestReceived.channel',
    'RequestReceived.replyBy',
    ...of('completeBy', ['RequestReceived', 'RequestExtended']),
    'RetentionHoldPlaced.until',
  ],
};
