/**
 * Texts of events that no mark calls personal, and why: each a field of an event type, by what it says. Whoever adds a
 * text to an event marks it or adds it here.
 */
export const notPersonal: Readonly<Record<string, readonly string[]>> = {
  'the name, kind or official code of a unit, chapter, group, cluster, class, plan, period, rubric or initiative': [
    ...['UnitEstablished.kind', 'UnitEstablished.name', 'UnitEstablished.code', 'UnitRenamed.name'],
    ...['ChapterEstablished.name', 'GroupEstablished.name', 'ClusterFormed.name', 'ClassOpened.name'],
    ...['ClassOpened.place', 'TrainingPlanApproved.name', 'PeriodOpened.code', 'PeriodOpened.name'],
    ...['PeriodClosed.code', 'InitiativeLaunched.name', 'ActivityHeld.name', 'AwardGranted.title'],
  ],
  'a legal act, by number and issuing body, as it was made public': [
    ...['UnitEstablished', 'UnitRenamed', 'UnitMoved', 'UnitDissolved', 'UnitSucceeded'].flatMap((type) => [
      `${type}.legalAct.number`,
      `${type}.legalAct.issuer`,
    ]),
    ...['ChapterEstablished', 'HonoraryMemberRecognised', 'TrainingPlanApproved', 'AwardGranted'].flatMap((type) => [
      `${type}.decision.number`,
      `${type}.decision.issuer`,
    ]),
    'TrainingPlanApproved.approvedBy',
  ],
  'the name of a public holiday': ['HolidaysPublished.days.*.name'],
  'the document that a figure, a rubric or a list of holidays comes from': [
    ...['WomenCounted', 'ChapterWomenCounted', 'AttendanceReported', 'TrainingPlanApproved', 'RubricPublished'],
    ...['InitiativeLaunched', 'InitiativeAdopted', 'ActivityHeld', 'TargetSet', 'FigureReported', 'FigureCorrected'],
    'HolidaysPublished',
  ].flatMap((type) => [`${type}.source.title`, `${type}.source.url`]),
  'words of a rubric, made public with it; what a figure is measured in': [
    ...['RubricPublished.name', 'RubricPublished.levels.*.name.vi', 'RubricPublished.levels.*.name.en'],
    ...['RubricPublished.criteria.*.name.vi', 'RubricPublished.criteria.*.name.en'],
    ...['RubricPublished.criteria.*.clause', 'TargetSet.unit', 'FigureReported.unit', 'FigureCorrected.unit'],
  ],
  'why something was done to a unit, chapter, group, class, rubric, initiative, figure, score or award, never to one person':
    [
      ...['UnitDissolved.reason', 'ChapterClosed.reason', 'GroupClosed.reason', 'ClassClosed.reason'],
      ...['ClassCancelled.reason', 'AttendanceWithdrawn.reason', 'AttendanceReported.note', 'CriterionVoided.reason'],
      ...['InitiativeEnded.reason', 'FigureReported.note', 'FigureCorrected.reason', 'AwardRevoked.reason'],
      ...['ScoreProposed.evidence', 'ScoreVerified.reason', 'ScoresReturned.reason', 'ScoreCorrected.reason'],
    ],
  'the account that acted in office, opaque; who did what is what the log is evidence of': [
    ...['ScoreProposed', 'ScoreVerified', 'ScoresReturned', 'ScoresApproved', 'ScoresPublished', 'ScoreCorrected'].map(
      (type) => `${type}.by`,
    ),
    'RequestReceived.receivedBy',
    ...['Acknowledged', 'Extended', 'Granted', 'Refused', 'Completed', 'Withdrawn', 'Lapsed'].map(
      (what) => `Request${what}.by`,
    ),
    'ErasureStopped.by',
    ...['PersonErased', 'ProcessingRestricted', 'RestrictionLifted', 'RetentionHoldPlaced', 'RetentionHoldLifted'].map(
      (type) => `${type}.by`,
    ),
    ...['RightGranted', 'RightWithdrawn', 'SessionsRevoked'].flatMap((type) => [`${type}.actorId`, `${type}.by`]),
    'LedgerFounded.actorId',
    'ProjectionEventSkipped.by',
  ],
  'which read model passes over which event, and why, as operators say it': [
    ...['projection', 'position', 'eventId', 'reason'].map((field) => `ProjectionEventSkipped.${field}`),
  ],
  'why an account may or may no longer do something in office': [
    ...['RightGranted.reason', 'RightWithdrawn.reason', 'SessionsRevoked.reason'],
  ],
};
