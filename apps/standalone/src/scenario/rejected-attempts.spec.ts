import { beforeAll, describe, expect, it } from '@jest/globals';
import { accessMessages } from '@sohoi/access';
import { decode, fold } from '@sohoi/decider';
import type { Decider, EventCatalog } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { evaluationMessages, periodStream, rubricFor, rubricStream, scoringTerms } from '@sohoi/evaluation';
import { membershipMessages } from '@sohoi/membership';
import { organizationMessages } from '@sohoi/organization';
import { trainingMessages } from '@sohoi/training';
import { rejectedAttempts, scoringAttempts } from './rejected-attempts.js';
import { carryOut } from './run-steps.js';
import { eventsIn, storeWithScenario } from './scenario-log.js';
import { streams } from './scenario-step.js';

/** Any of the streams; its commands are those of the steps that name it. */
type AnyStream = {
  readonly category: string;
  readonly catalog: EventCatalog;
  readonly decider: Decider<unknown, unknown, { readonly type: string; readonly data: unknown }, unknown>;
};

let store: EventStore;
beforeAll(async () => {
  store = await storeWithScenario();
});

describe('what is refused after the scenario', () => {
  it.each(rejectedAttempts.filter(({ first }) => !first).map((one) => [one.code, one] as const))(
    '%s, and nothing is recorded',
    async (code, { step }) => {
      const before = await store.head();
      const handled = await carryOut(store, step, `rejected/${code}`);
      expect(handled).toMatchObject({ outcome: 'rejected', rejection: { code } });
      expect(await store.head()).toBe(before);
    },
  );

  it.each(rejectedAttempts.filter(({ first }) => first).map((one) => [one.code, one] as const))(
    '%s, once the limit is reached',
    async (code, { step, first = [] }) => {
      const { category, catalog, decider } = streams[step.stream] as unknown as AnyStream;
      const history = await store.readStream(`${category}-${step.id}`);
      let state = fold(
        decider,
        history.map((event) => decode(catalog, event)),
      );
      for (const { command } of first) {
        const decision = decider.decide(command, state);
        expect(decision).toMatchObject({ ok: true, events: [{}] });
        if (decision.ok) state = decision.events.reduce(decider.evolve, state);
      }
      expect(decider.decide(step.command, state)).toMatchObject({ ok: false, rejection: { code } });
    },
  );

  it.each(scoringAttempts.map((one) => [one.code, one] as const))(
    '%s, before the scorecard is asked',
    async (code, { periodId, kind, criterionId }) => {
      const periodState = fold(
        periodStream.decider,
        (await store.readStream(`period-${periodId}`)).map((event) => decode(periodStream.catalog, event)),
      );
      const ref = rubricFor(periodState, kind);
      const rubricEvents = ref ? await store.readStream(`rubric-${ref.rubricId}`) : [];
      const rubricState = fold(
        rubricStream.decider,
        rubricEvents.map((event) => decode(rubricStream.catalog, event)),
      );
      expect(scoringTerms(periodState, rubricState, kind, criterionId)).toMatchObject({ code });
    },
  );

  it('leaves the log as it was', async () => {
    expect(await eventsIn(store)).toEqual(await eventsIn(await storeWithScenario()));
  });

  it('shows every code of the contexts', () => {
    const codes = new Set<string>([...rejectedAttempts, ...scoringAttempts].map(({ code }) => code));
    const all = [
      accessMessages,
      organizationMessages,
      membershipMessages,
      trainingMessages,
      evaluationMessages,
    ].flatMap((messages) => Object.keys(messages));
    expect(all.filter((code) => !codes.has(code))).toEqual([]);
    expect([...codes].filter((code) => !all.includes(code))).toEqual([]);
  });
});
