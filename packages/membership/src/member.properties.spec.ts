import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import fc from 'fast-check';
import type { MemberCommand } from './member.commands.js';
import { member } from './member.decider.js';
import { memberEvents } from './member.events.js';
import type { MemberEvent, Standing } from './member.events.js';
import { standingOf } from './member.state.js';
import type { MemberState } from './member.state.js';
import { evolveMemberRow } from './members.projection.js';
import type { MemberRow } from './members.projection.js';
import { membershipMessages } from './messages.js';

/** A small world: three chapters of two communes, two members, three days. */
const uuid = (kind: string, n: number) => `00000000-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
const chapters = [1, 2, 3].map((n) => ({ chapterId: uuid('c', n), unitId: uuid('a', n === 3 ? 2 : 1) }));
const closed = { chapterId: uuid('c', 4), unitId: uuid('a', 2), chapterClosed: true };
const members = [1, 2].map((n) => uuid('b', n));

const chapter: fc.Arbitrary<(typeof chapters)[number] & { chapterClosed?: boolean }> = fc.constantFrom(
  ...chapters,
  ...chapters,
  closed,
);
const memberId = fc.constantFrom(...members);
const at = fc.constantFrom('2023-01-05', '2023-02-05', '2023-02-05', '2023-03-05');
const gender = fc.constantFrom('female' as const, 'female' as const, 'male' as const);
const person = fc.record({ fullName: fc.constant('Ví Dụ'), birthYear: fc.constantFrom(1960, 1990, 2010), gender });
const correction = fc.oneof(
  fc.record({ fullName: fc.constantFrom('Ví Dụ', 'Ví Dụ Hai') }),
  fc.record({ birthYear: fc.constantFrom(null, 1991, 2012) }),
  fc.record({ gender, religion: fc.constantFrom(null, 'none') }),
);
const category = fc.constantFrom('core-member', 'religion', 'elderly');

/** Chapters that exist in the world are named by a command; the host has looked up their units. */
const command: fc.Arbitrary<MemberCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ memberId, person, at, chapter })
      .map(({ chapter: c, ...d }) => ({ type: 'AdmitMember' as const, data: { ...d, ...c } })),
  },
  fc
    .record({ memberId, person, at, chapter })
    .map(({ chapter: c, ...d }) => ({ type: 'RecogniseHonoraryMember' as const, data: { ...d, ...c } })),
  fc
    .record({ memberId, reason: fc.constant('nhầm'), at })
    .map((data) => ({ type: 'AnnulHonoraryRecognition' as const, data })),
  fc
    .record({ memberId, person: correction, at })
    .map((data) => ({ type: 'CorrectPerson' as const, data: { ...data, reason: 'Ghi nhầm' } })),
  {
    weight: 4,
    arbitrary: fc.record({ memberId, from: chapter, to: chapter, at }).map(({ from, to, ...d }) => ({
      type: 'TransferMember' as const,
      data: {
        ...d,
        from: from.chapterId,
        to: to.chapterId,
        toUnitId: to.unitId,
        ...(to.chapterClosed && { chapterClosed: true }),
      },
    })),
  },
  fc.record({ memberId, category, at }).map((data) => ({ type: 'AddCategory' as const, data })),
  fc.record({ memberId, category, at }).map((data) => ({ type: 'RemoveCategory' as const, data })),
  fc
    .record({ memberId, regular: fc.boolean(), at })
    .map((data) => ({ type: 'RecordRegularParticipation' as const, data })),
  fc
    .record({ memberId, halfYear: fc.constantFrom('2022-H2', '2023-H1'), amount: fc.constantFrom(6000, 12000), at })
    .map((data) => ({ type: 'RecordDues' as const, data })),
  fc.record({ memberId, asChapterHead: fc.boolean(), at }).map((data) => ({ type: 'IntroduceToParty' as const, data })),
  fc.record({ memberId, at }).map((data) => ({ type: 'RecordPartyJoining' as const, data })),
  fc
    .record({ memberId, reason: fc.constantFrom('left' as const, 'moved-away' as const, 'deceased' as const), at })
    .map((data) => ({ type: 'EndMembership' as const, data })),
  fc
    .record({ memberId, at, chapter })
    .map(({ chapter: c, ...d }) => ({ type: 'ReinstateMember' as const, data: { ...d, ...c } })),
);
const commands = fc.array(command, { maxLength: 60, size: 'max' });

type Register = Map<string, MemberState>;
type Step = {
  readonly command: MemberCommand;
  readonly before: MemberState;
  readonly events: readonly MemberEvent[];
  readonly rejected: string | null;
};

/** Carries out the commands on each member's own stream. */
const run = (
  list: readonly MemberCommand[],
): { register: Register; steps: readonly Step[]; events: readonly MemberEvent[] } => {
  const register: Register = new Map();
  const steps = list.map((c) => {
    const before = register.get(c.data.memberId) ?? member.initial;
    const decision = member.decide(c, before);
    const events = decision.ok ? decision.events : [];
    register.set(c.data.memberId, events.reduce(member.evolve, before));
    return { command: c, before, events, rejected: decision.ok ? null : decision.rejection.code };
  });
  return { register, steps, events: steps.flatMap((s) => s.events) };
};

/** What each chapter has gained and lost, from the events alone and without knowing any member. */
const flow = (events: readonly MemberEvent[]): Map<string, Counts> => {
  const counts = new Map<string, Counts>();
  const add = (chapterId: string, standing: Partial<Standing>, n: 1 | -1) => {
    const c = counts.get(chapterId) ?? { ordinary: 0, honorary: 0, regular: 0, core: 0, categories: 0 };
    if (standing.kind) c[standing.kind] += n;
    c.regular += standing.regular ? n : 0;
    c.core += standing.core ? n : 0;
    c.categories += n * (standing.categories?.length ?? 0);
    counts.set(chapterId, c);
  };
  for (const { type, data } of events) {
    if (type === 'MemberAdmitted') add(data.chapterId, { kind: 'ordinary' }, 1);
    if (type === 'HonoraryMemberRecognised') add(data.chapterId, { kind: 'honorary' }, 1);
    if (type === 'MemberReinstated') add(data.chapterId, { kind: data.kind }, 1);
    if (type === 'HonoraryRecognitionAnnulled') add(data.chapterId, { kind: 'honorary' }, -1);
    if (type === 'MembershipEnded') add(data.chapterId, data.standing, -1);
    if (type === 'MemberTransferred') {
      add(data.from.chapterId, data.standing, -1);
      add(data.to.chapterId, data.standing, 1);
    }
    if (type === 'RegularParticipationRecorded') add(data.chapterId, { regular: true }, data.regular ? 1 : -1);
    if (type === 'CategoryAdded' || type === 'CategoryRemoved') {
      const one = data.category === 'core-member' ? { core: true } : { categories: [data.category] };
      add(data.chapterId, one, type === 'CategoryAdded' ? 1 : -1);
    }
  }
  return counts;
};
type Counts = { ordinary: number; honorary: number; regular: number; core: number; categories: number };
const none: Counts = { ordinary: 0, honorary: 0, regular: 0, core: 0, categories: 0 };

/** Who is in a chapter, counted from what each member's stream says. */
const count = (register: Register, chapterId: string): Counts => {
  const here = [...register.values()].flatMap((s) =>
    s.status === 'active' && s.member.chapter.chapterId === chapterId ? [standingOf(s.member, '')] : [],
  );
  return {
    ordinary: here.filter((s) => s.kind === 'ordinary').length,
    honorary: here.filter((s) => s.kind === 'honorary').length,
    regular: here.filter((s) => s.regular).length,
    core: here.filter((s) => s.core).length,
    categories: here.reduce((n, s) => n + s.categories.length, 0),
  };
};

describe('the random histories', () => {
  it('contain every event, and every rejection but that of the fifty-first category', () => {
    const steps = fc.sample(commands, { seed: 2023, numRuns: 2000 }).flatMap((list) => run(list).steps);
    const types = new Set(steps.flatMap((s) => s.events.map((e) => e.type)));
    const codes = new Set(steps.map((s) => s.rejected ?? 'TooManyCategories'));
    expect([...types].sort()).toEqual(Object.keys(memberEvents).sort());
    expect([...codes].sort()).toEqual(Object.keys(membershipMessages).sort());
  });
});

describe('a member, whatever the commands', () => {
  it('makes the same command twice record nothing new', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { command: c, before, events } of run(list).steps) {
          if (events.length === 0) continue;
          expect(member.decide(c, events.reduce(member.evolve, before))).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('balances: opening + joined − left = closing, in each chapter and each category', () => {
    fc.assert(
      fc.property(commands, commands, (earlier, later) => {
        const opening = run(earlier);
        const whole = run([...earlier, ...later]);
        const changes = flow(whole.events.slice(opening.events.length));
        // Steps of one run are in the order of the commands, so the first events are those of the opening.
        expect(whole.events.slice(0, opening.events.length)).toEqual(opening.events);
        for (const { chapterId } of chapters) {
          const change = changes.get(chapterId) ?? none;
          const open = count(opening.register, chapterId);
          const expected = Object.fromEntries(Object.entries(open).map(([k, n]) => [k, n + change[k as keyof Counts]]));
          expect(count(whole.register, chapterId)).toEqual(expected);
        }
      }),
    );
  });

  it('is in exactly one chapter from the first day to the last', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { events } = run(list);
        for (const one of members) {
          let place: string | null = null;
          for (const { type, data } of events.filter((e) => e.data.memberId === one)) {
            if (type === 'PersonCorrected') continue;
            const enters =
              type === 'MemberAdmitted' || type === 'HonoraryMemberRecognised' || type === 'MemberReinstated';
            expect(type === 'MemberTransferred' ? data.from.chapterId : enters ? null : data.chapterId).toBe(place);
            if (type === 'MemberTransferred') place = data.to.chapterId;
            else if (enters) place = data.chapterId;
            else if (type === 'MembershipEnded' || type === 'HonoraryRecognitionAnnulled') place = null;
          }
        }
      }),
    );
  });

  it('is left alone by a rejected command, and by the mere deciding of any command', () => {
    fc.assert(
      fc.property(commands, command, (list, last) => {
        const state = run(list).register.get(last.data.memberId) ?? member.initial;
        const before = JSON.stringify(state);
        const decision = member.decide(last, state);
        expect(JSON.stringify(state)).toBe(before);
        expect('events' in decision).toBe(decision.ok);
      }),
    );
  });

  it('records only events that their schemas take unchanged', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { type, data } of run(list).events) expect(memberEvents[type].schema.parse(data)).toEqual(data);
      }),
    );
  });

  it('folds any events in any order without failing', () => {
    fc.assert(
      fc.property(commands, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = run(list).events.map((event) => ({ event, key: order.next().value as number }));
        shuffled.sort((x, y) => x.key - y.key);
        expect(
          fold(
            member,
            shuffled.map((s) => s.event),
          ),
        ).toHaveProperty('status');
      }),
    );
  });

  it('has a row that says what its stream says', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { events, register } = run(list);
        for (const [one, state] of register) {
          const row = events
            .filter((e) => e.data.memberId === one)
            .reduce<MemberRow | undefined>(
              (r, e, n) => evolveMemberRow(r, { ...e, streamVersion: n + 1, eventId: `e${n}`, searchKeys: {} }),
              undefined,
            );
          if (state.status === 'absent') {
            expect(row).toBeUndefined();
            continue;
          }
          const { entry, chapter: place, dues, regular, core, person: recorded } = state.member;
          expect(row).toMatchObject({
            status: state.status,
            ...place,
            ...(state.status === 'active' && { regular, core }),
            duesPaid: Object.keys(dues).sort(),
            admittedAt: entry.at,
            person: { fullName: { value: recorded.fullName }, gender: { value: recorded.gender } },
          });
          expect(row?.person?.birthYear?.value).toBe(recorded.birthYear);
        }
      }),
    );
  });
});
