import { decode, fold } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import * as evaluation from '@sohoi/evaluation';
import { memberStream } from '@sohoi/membership';
import { chapterStream, groupStream, unitStream } from '@sohoi/organization';
import {
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
  chapterResult,
  clusterResult,
} from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import { trainingClassStream, trainingPlanStream } from '@sohoi/training';
import { describe, expect, it } from '@jest/globals';
import { historyOf, nationOf, simulatedStreams } from './index.js';
import type { SimulatedEvent, Simulation } from './index.js';

const all = (simulation: Simulation): SimulatedEvent[] => [...historyOf(simulation)].flat();

const small = all({ members: 2_000, seed: 7 });

/** Of the event's own data, what its command says. */
type Data = Record<string, unknown>;
type AnyDecider = Decider<unknown, { type: string; data: Data }, { type: string; data: unknown }, unknown>;

const streams = [
  unitStream,
  chapterStream,
  groupStream,
  memberStream,
  trainingClassStream,
  trainingPlanStream,
  evaluation.rubricStream,
  evaluation.periodStream,
  evaluation.clusterStream,
  evaluation.scorecardStream,
  evaluation.unitReportStream,
  evaluation.initiativeStream,
  evaluation.awardStream,
];
const deciders = new Map(
  streams.map(({ category, decider }) => [category as string, decider as unknown as AnyDecider]),
);
const catalogs = new Map(simulatedStreams.map(({ category, catalog }) => [category as string, catalog]));
const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** The command that leads to each type of event, and what the host knows and adds; the rest is the event's data. */
const commands: Record<string, string | ((data: Data) => [type: string, more: Data])> = {
  UnitEstablished: ({ level }) => [
    'EstablishUnit',
    { parentLevel: level === 'central' ? null : level === 'province' ? 'central' : 'province' },
  ],
  ChapterEstablished: () => ['EstablishChapter', { unitLevel: 'commune' }],
  ChapterWomenCounted: 'CountWomen',
  GroupEstablished: 'EstablishGroup',
  PostHolderElected: 'ElectPostHolder',
  PostHolderRelieved: 'RelievePostHolder',
  AllowanceGranted: 'GrantAllowance',
  MemberAdmitted: 'AdmitMember',
  HonoraryMemberRecognised: 'RecogniseHonoraryMember',
  PersonCorrected: 'CorrectPerson',
  MemberTransferred: ({ from, to }) => [
    'TransferMember',
    { from: (from as Data).chapterId, to: (to as Data).chapterId, toUnitId: (to as Data).unitId },
  ],
  CategoryAdded: 'AddCategory',
  CategoryRemoved: 'RemoveCategory',
  RegularParticipationRecorded: 'RecordRegularParticipation',
  DuesRecorded: 'RecordDues',
  IntroducedToParty: 'IntroduceToParty',
  JoinedParty: 'RecordPartyJoining',
  MembershipEnded: 'EndMembership',
  MemberReinstated: 'ReinstateMember',
  TrainingPlanApproved: 'ApproveTrainingPlan',
  ClassOpened: 'OpenClass',
  TraineesEnrolled: 'EnrolTrainees',
  SessionAttended: 'RecordAttendance',
  TraineeTested: 'RecordTest',
  CertificateIssued: 'IssueCertificate',
  ClassClosed: 'CloseClass',
  RubricPublished: 'PublishRubric',
  PeriodOpened: 'OpenPeriod',
  PeriodClosed: 'ClosePeriod',
  ClusterFormed: 'FormCluster',
  UnitJoinedCluster: 'JoinCluster',
  ScoreProposed: 'ProposeScore',
  ScoreVerified: 'VerifyScore',
  ScoresReturned: 'ReturnScores',
  ScoresApproved: () => ['ApproveScores', { criteria: ['proposes-tasks', 'no-discipline'] }],
  ScoresPublished: 'PublishScores',
  ScoreCorrected: 'CorrectScore',
  ActivityHeld: 'HoldActivity',
  TargetSet: 'SetTarget',
  FigureReported: 'ReportFigure',
  InitiativeLaunched: 'LaunchInitiative',
  InitiativeAdopted: 'AdoptInitiative',
  AwardGranted: 'GrantAward',
};

const commandOf = ({ type, data }: SimulatedEvent): { type: string; data: Data } => {
  const how = commands[type];
  if (how === undefined) throw new Error(`no command is known to lead to ${type}`);
  const [command, more] = typeof how === 'string' ? [how, {}] : how(data as Data);
  return { type: command, data: { ...(data as Data), ...more } };
};

describe('a simulated history', () => {
  it('holds nothing that the deciders would not have recorded', () => {
    const states = new Map<string, unknown>();
    for (const event of small) {
      const decider = deciders.get(categoryOf(event.stream)) as AnyDecider;
      const before = states.get(event.stream) ?? decider.initial;
      const decision = decider.decide(commandOf(event), before);
      const { type, data } = event;
      // As stored: what is undefined is not there.
      expect(JSON.parse(JSON.stringify(decision))).toEqual({
        ok: true,
        events: [JSON.parse(JSON.stringify({ type, data }))],
      });
      states.set(event.stream, decider.evolve(before, { type, data }));
    }
    expect(states.size).toBeGreaterThan(2_500);
  });

  it('is of the shapes that are stored today', () => {
    for (const { stream, type, schemaVersion, data } of small) {
      const entry = (catalogs.get(categoryOf(stream)) as Record<string, { schemaVersion: number; schema: unknown }>)[
        type
      ];
      const schema = entry?.schema as { parse(data: unknown): unknown };
      expect(schemaVersion).toBe(entry?.schemaVersion);
      expect(schema.parse(JSON.parse(JSON.stringify(data)))).toEqual(JSON.parse(JSON.stringify(data)));
    }
  });

  it('has an id for each event, whole streams and a clock that never goes back', () => {
    const versions = new Map<string, number>();
    let last = '';
    for (const { stream, streamVersion, recordedAt, data } of small) {
      expect(streamVersion).toBe((versions.get(stream) ?? 0) + 1);
      versions.set(stream, streamVersion);
      expect(recordedAt >= last).toBe(true);
      last = recordedAt;
      // Nothing is recorded before it was true.
      expect((data as { at: string }).at <= recordedAt.slice(0, 10)).toBe(true);
    }
    expect(new Set(small.map(({ id }) => id)).size).toBe(small.length);
    expect(last.slice(0, 7)).toBe('2025-12');
  });

  it('is the same for the same seed and another for another', () => {
    const other = all({ members: 2_000, seed: 8 });
    expect(JSON.stringify(all({ members: 2_000, seed: 7 }))).toBe(JSON.stringify(small));
    const ids = new Set(small.map(({ id }) => id));
    expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('closes each half-year with standings of every chapter and cluster', () => {
    const chapters = createChapterStrength({ evidence: false });
    const clusters = createClusterRanking({ evidence: false });
    for (const [n, event] of small.entries()) {
      const catalog = catalogs.get(categoryOf(event.stream)) ?? {};
      const placed = {
        ...(decode(catalog, event) as object),
        position: String(n + 1).padStart(20, '0'),
      } as PlacedEvent;
      evolveChapterStrength(chapters, placed);
      evolveClusterRanking(clusters, placed);
    }
    const period = small.find(({ type }) => type === 'PeriodOpened')?.data as { periodId: string };
    const formed = small.find(({ type }) => type === 'ClusterFormed')?.data as { clusterId: string };
    const scores = [...chapters.chapters.byId.keys()].map(
      (id) => chapterResult(chapters, id, period.periodId)?.trace.score ?? 0,
    );
    expect(scores).toHaveLength(nationOf({ members: 2_000, seed: 7 }).chapters);
    expect(Math.min(...scores)).toBeGreaterThan(10);
    expect(new Set(scores).size).toBeGreaterThan(1);
    expect(clusterResult(clusters, formed.clusterId, period.periodId)).not.toBeNull();
  });

  it('is of the flows that are reported: opening + joined − left = closing', () => {
    const count = (...types: string[]): number => small.filter(({ type }) => types.includes(type)).length;
    const joined = count('MemberAdmitted', 'HonoraryMemberRecognised') - 2_000;
    expect(joined).toBeGreaterThan(400);
    expect(count('MembershipEnded') / (5 * 2_000)).toBeGreaterThan(0.01);
    expect(count('MembershipEnded') / (5 * 2_000)).toBeLessThan(0.03);
    expect(count('DuesRecorded') / 20_000).toBeGreaterThan(0.6);
    for (const type of Object.keys(commands)) expect([type, count(type) > 0]).toEqual([type, true]);
  });

  it.each([
    [{ members: 999, seed: 1 }, /members must be/],
    [{ members: 20_000_001, seed: 1 }, /members must be/],
    [{ members: 1_000, seed: -1 }, /seed must be/],
    [{ members: 1_000, seed: 1.5 }, /seed must be/],
    [{ members: 1_000, seed: 1, chapters: 200 }, /a chapter needs/],
  ])('refuses %j', (simulation, reason) => {
    expect(() => all(simulation)).toThrow(reason);
  });

  it('is in proportion to the nation at every size', () => {
    expect(nationOf({ members: 19_000_000, seed: 7 })).toMatchObject({
      provinces: 34,
      communes: 3288,
      chapters: 88785,
    });
    const nation = nationOf({ members: 1_000, seed: 7 });
    expect(nation).toMatchObject({ provinces: 1, communes: 1, chapters: 5 });
    expect(nation.firstMemberOf(nation.chapters)).toBe(1_250);
    expect(fold({ initial: 0, evolve: (sum: number, n: number) => sum + nation.atFirstIn(n) }, [0, 1, 2, 3, 4])).toBe(
      1_000,
    );
  });
});
