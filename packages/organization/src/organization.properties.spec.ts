import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import fc from 'fast-check';
import { unitLevel } from './body.js';
import type { Post } from './body.js';
import { chapterBasis } from './chapter.events.js';
import type { ChapterCommand } from './chapter.commands.js';
import { chapter } from './chapter.decider.js';
import { organizationEvents } from './events.js';
import type { OrganizationEvent } from './events.js';
import type { GroupCommand } from './group.commands.js';
import { group } from './group.decider.js';
import { organizationMessages } from './messages.js';
import { evolvePostHolderRow } from './post-holders.projection.js';
import type { PostHolderRow } from './post-holders.projection.js';
import type { PostCommand } from './post.commands.js';
import { singlePosts } from './post.rules.js';
import type { UnitCommand } from './unit.commands.js';
import { unit } from './unit.decider.js';
import type { UnitState } from './unit.decider.js';
import { parentLevels } from './unit.rules.js';

const uuid = (kind: string, n: number) => `00000000-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
const unitId = uuid('a', 0);
const chapterId = uuid('c', 0);
const groupId = uuid('e', 0);

const at = fc.constantFrom('2023-01-05', '2023-02-05', '2023-02-05', '2023-03-05');
/** Days early in the year, so that not everything comes before the establishment. */
const early = fc.constantFrom('2023-01-01', '2023-01-02');
/** Most bodies should live a while. */
const late = fc.constantFrom('2023-01-05', '2023-03-05');
const name = fc.constantFrom('Ví Dụ 1', 'Ví Dụ 2');
const reason = fc.constant('Ví dụ');
const count = fc.integer({ min: 0, max: 2 });

/** Parents 1 to 4 are of the four levels; the host looks the level up. */
const parent = fc
  .constantFrom(...unitLevel.options)
  .map((level) => ({ id: uuid('b', unitLevel.options.indexOf(level)), level }));

const postCommand = (...posts: readonly Post[]): fc.Arbitrary<PostCommand> => {
  const holdingId = fc.integer({ min: 1, max: 3 }).map((n) => uuid('f', n));
  const post = fc.constantFrom(...posts);
  const taking = fc.record({
    holdingId,
    personId: fc.integer({ min: 1, max: 3 }).map((n) => uuid('d', n)),
    fullName: fc.constant('Phạm Thị Ví Dụ'),
    gender: fc.constant('female' as const),
    partyMember: fc.boolean(),
    post,
    at,
  });
  const source = fc.constantFrom('localBudget' as const, 'otherLawfulRevenue' as const);
  const amount = fc.constantFrom(300_000, 540_000);
  return fc.oneof(
    { weight: 3, arbitrary: taking.map((data) => ({ type: 'ElectPostHolder' as const, data })) },
    { weight: 2, arbitrary: taking.map((data) => ({ type: 'AppointPostHolder' as const, data })) },
    fc.record({ holdingId, reason, at }).map((data) => ({ type: 'RelievePostHolder' as const, data })),
    fc
      .record({ holdingId, fullName: fc.constantFrom('Ví Dụ', 'Ví Dụ Hai'), reason, at })
      .map((data) => ({ type: 'CorrectPostHolderName' as const, data })),
    {
      weight: 3,
      arbitrary: fc
        .record({ holdingId, amount, source, at })
        .map((data) => ({ type: 'GrantAllowance' as const, data })),
    },
    {
      weight: 3,
      arbitrary: fc.record({ holdingId, reason, at }).map((data) => ({ type: 'StopAllowance' as const, data })),
    },
    fc.record({ holdingId, at }).map((data) => ({ type: 'RecordPartyAdmission' as const, data })),
  );
};

/** When the unit or chapter above ended: mostly never. */
const parentDissolvedAt = fc.option(at, { freq: 5 });

const heirs = fc.constantFrom<string[]>([], [], [uuid('b', 1)]);

const unitCommand: fc.Arbitrary<UnitCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        level: fc.constantFrom(...unitLevel.options),
        parent: fc.option(parent),
        parentDissolvedAt,
        name,
        at: early,
      })
      .map(({ parent: p, ...d }) => ({
        type: 'EstablishUnit' as const,
        data: { ...d, unitId, kind: 'Xã', code: null, parentId: p?.id ?? null, parentLevel: p?.level ?? null },
      })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ name, at }).map((d) => ({ type: 'RenameUnit' as const, data: { ...d, unitId } })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ parent, parentDissolvedAt, heirs, at }).map(({ parent: p, at: day, ...d }) => ({
      type: 'MoveUnit' as const,
      data: { ...d, unitId, to: p.id, parentLevel: p.level, at: day },
    })),
  },
  fc.record({ reason, at: late }).map((d) => ({ type: 'DissolveUnit' as const, data: { ...d, unitId } })),
  {
    weight: 2,
    arbitrary: fc
      .record({
        successorIds: fc.constantFrom<string[]>([uuid('b', 1)], [uuid('b', 1), uuid('b', 2)], [unitId]),
        returning: heirs,
        below: heirs,
        ended: fc.oneof(
          fc.constant([]),
          fc.array(fc.record({ successorId: fc.constant(uuid('b', 1)), dissolvedAt: late })),
        ),
        at: late,
      })
      .map((d) => ({ type: 'NameSuccessors' as const, data: { ...d, unitId } })),
  },
  fc.record({ count, at: early }).map((d) => ({ type: 'CountWomen' as const, data: { ...d, unitId } })),
  { weight: 30, arbitrary: postCommand('chair', 'viceChair', 'chapterHead') },
);

const chapterCommand: fc.Arbitrary<ChapterCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        unitLevel: fc.constantFrom('commune' as const, 'commune' as const, 'district' as const),
        basis: fc.constantFrom(...chapterBasis.options),
        unitDissolvedAt: parentDissolvedAt,
        name,
        at: early,
      })
      .map((d) => ({ type: 'EstablishChapter' as const, data: { ...d, chapterId, unitId } })),
  },
  fc.record({ reason, at: late }).map((d) => ({ type: 'CloseChapter' as const, data: { ...d, chapterId } })),
  fc.record({ count, at: early }).map((d) => ({ type: 'CountWomen' as const, data: { ...d, chapterId } })),
  { weight: 30, arbitrary: postCommand('chapterHead', 'chapterDeputy', 'chair') },
);

const groupCommand: fc.Arbitrary<GroupCommand> = fc.oneof(
  fc
    .record({ name, chapterClosedAt: parentDissolvedAt, at })
    .map((d) => ({ type: 'EstablishGroup' as const, data: { ...d, groupId, chapterId, unitId } })),
  fc.record({ reason, at }).map((d) => ({ type: 'CloseGroup' as const, data: { ...d, groupId } })),
);

type Rejection = { readonly code: string };

const run = <S, C, E>({ initial, decide, evolve }: Decider<S, C, E, Rejection>, list: readonly C[]) => {
  let state = initial;
  const steps = list.map((command) => {
    const before = state;
    const decision = decide(command, before);
    const events = decision.ok ? decision.events : [];
    state = events.reduce(evolve, before);
    return { command, before, after: state, events, rejected: decision.ok ? null : decision.rejection.code };
  });
  return { state, steps, events: steps.flatMap((s) => s.events) };
};

const histories = <C>(command: fc.Arbitrary<C>) => fc.array(command, { maxLength: 80, size: 'max' });

/** What must hold of any decider of this context. */
const obeysTheLaws = <S, C, E extends OrganizationEvent>(
  decider: Decider<S, C, E, Rejection>,
  command: fc.Arbitrary<C>,
): void => {
  const commands = histories(command);

  it('records nothing new when the same command comes twice', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { command: c, after, events } of run(decider, list).steps) {
          if (events.length > 0) expect(decider.decide(c, after)).toEqual({ ok: true, events: [] });
        }
      }),
    );
  });

  it('is left alone by a rejected command, and by the mere deciding of any command', () => {
    fc.assert(
      fc.property(commands, command, (list, last) => {
        const { state } = run(decider, list);
        const before = JSON.stringify(state);
        const decision = decider.decide(last, state);
        expect(JSON.stringify(state)).toBe(before);
        expect('events' in decision).toBe(decision.ok);
      }),
    );
  });

  it('records only events that their schemas take unchanged', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { type, data } of run(decider, list).events) {
          expect(organizationEvents[type].schema.parse(data)).toEqual(data);
        }
      }),
    );
  });

  it('folds any events in any order without failing', () => {
    fc.assert(
      fc.property(commands, fc.infiniteStream(fc.nat()), (list, order) => {
        const keyed = run(decider, list).events.map((event) => ({ event, key: order.next().value as number }));
        keyed.sort((x, y) => x.key - y.key);
        expect(
          fold(
            decider,
            keyed.map((k) => k.event),
          ),
        ).toHaveProperty('status');
      }),
    );
  });
};

describe('a unit, whatever the commands', () => {
  obeysTheLaws(unit, unitCommand);

  it('always stands under a level that may stand above it, or under none if it is the centre', () => {
    const levelOf = (parentId: string | null) =>
      parentId === null ? null : (unitLevel.options[Number(parentId.at(-1))] ?? 'unknown');
    fc.assert(
      fc.property(histories(unitCommand), (list) => {
        const { state }: { state: UnitState } = run(unit, list);
        if (state.status === 'absent') return;
        expect(parentLevels[state.unit.level]).toContain(levelOf(state.unit.parentId));
      }),
    );
  });
});

describe('a chapter, whatever the commands', () => {
  obeysTheLaws(chapter, chapterCommand);
});

describe('a group, whatever the commands', () => {
  obeysTheLaws(group, groupCommand);
});

describe('the posts of a body, whatever the commands', () => {
  const rowsOf = (events: readonly OrganizationEvent[]): readonly PostHolderRow[] => {
    const rows = new Map<string, PostHolderRow>();
    for (const event of events) {
      if (!('holdingId' in event.data)) continue;
      const row = evolvePostHolderRow(
        rows.get(event.data.holdingId),
        event as Parameters<typeof evolvePostHolderRow>[1],
      );
      if (row) rows.set(row.holdingId, row);
    }
    return [...rows.values()];
  };
  const someBody = fc.oneof(
    histories(unitCommand).map((list) => run(unit, list)),
    histories(chapterCommand).map((list) => run(chapter, list)),
  );

  it('have one chair or head at a time: on no day do two hold it', () => {
    fc.assert(
      fc.property(someBody, ({ events }) => {
        const single = rowsOf(events).filter((row) => singlePosts.includes(row.post));
        const turns = [...single].sort((x, y) => (x.from + (x.to ?? '~') < y.from + (y.to ?? '~') ? -1 : 1));
        turns.slice(1).forEach((next, n) => expect((turns[n]?.to ?? '~') <= next.from).toBe(true));
      }),
    );
  });

  it('say when somebody leaves whether an allowance ended with it, and whether a party member left', () => {
    fc.assert(
      fc.property(someBody, ({ events }) => {
        events.forEach((event, n) => {
          if (event.type !== 'PostHolderRelieved') return;
          const { holdingId } = event.data;
          const before = rowsOf(events.slice(0, n)).find((row) => row.holdingId === holdingId);
          const joined = events
            .slice(0, n)
            .some(
              ({ type, data }) =>
                'holdingId' in data &&
                data.holdingId === holdingId &&
                (type === 'PostHolderJoinedParty' || ('partyMember' in data && data.partyMember)),
            );
          expect(before).toMatchObject({ to: null });
          expect(joined).toBe(event.data.partyMember);
          expect(before?.allowance !== null).toBe(event.data.hadAllowance);
        });
      }),
    );
  });

  it('are all vacant once the body has ended', () => {
    fc.assert(
      fc.property(someBody, ({ state, events }) => {
        if (state.status === 'absent' || state.status === 'active') return;
        expect(rowsOf(events).filter((row) => row.to === null)).toEqual([]);
      }),
    );
  });
});

describe('the random histories', () => {
  it('contain every event, and every rejection but that of the five hundred and first post holder', () => {
    const sample = { seed: 2023, numRuns: 800 };
    const steps = [
      ...fc.sample(histories(unitCommand), sample).flatMap((list) => run(unit, list).steps),
      ...fc.sample(histories(chapterCommand), sample).flatMap((list) => run(chapter, list).steps),
      ...fc.sample(histories(groupCommand), sample).flatMap((list) => run(group, list).steps),
    ];
    const types = new Set(steps.flatMap((s) => s.events.map((e: OrganizationEvent) => e.type)));
    const codes = new Set(steps.map((s) => s.rejected ?? 'TooManyPostHolders'));
    expect([...types].sort()).toEqual(Object.keys(organizationEvents).sort());
    expect([...codes].sort()).toEqual(Object.keys(organizationMessages).sort());
  });
});
