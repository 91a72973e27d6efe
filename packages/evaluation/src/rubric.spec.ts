import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { play, recordedBy, specOf } from '@sohoi/decider/testing';
import fc from 'fast-check';
import { evaluationMessages } from './messages.js';
import type { RubricCommand } from './rubric.commands.js';
import { criteriaInForce, rubric } from './rubric.decider.js';
import { rubricEvents } from './rubric.events.js';
import type { Criterion, Level, Rubric, RubricEvent } from './rubric.events.js';
import { reportedMaximum } from './rubric.rules.js';

const { given } = specOf(rubric);

const rubricId = 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8';
const unitId = '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2';
const criterionOf = (criterionId: string, change: Partial<Criterion> = {}): Criterion => ({
  criterionId,
  name: { vi: criterionId, en: criterionId },
  kind: 'allOrNothing',
  maxPoints: 50,
  feed: { by: 'score' },
  ...change,
});
const levelOf = (code: string, minPoints: number, change: Partial<Level> = {}): Level => ({
  code,
  name: { vi: code, en: code },
  minPoints,
  ...change,
});
const sample: Rubric = {
  ...{ rubricId, rubricVersion: 1, unitId, name: 'Bảng điểm mẫu', appliesTo: 'chapter', source: { title: 'Mẫu' } },
  levels: [levelOf('good', 70), levelOf('rest', 0)],
  criteria: [criterionOf('dues'), criterionOf('movements'), criterionOf('praise', { kind: 'bonus', maxPoints: 5 })],
  at: '2023-01-01',
};
const publish = (change: Partial<Rubric> = {}): RubricCommand => ({
  type: 'PublishRubric',
  data: { ...sample, ...change },
});
const published = (change: Partial<Rubric> = {}): RubricEvent => ({
  type: 'RubricPublished',
  data: { ...sample, ...change },
});
const withCriteria = (...criteria: Criterion[]) => publish({ criteria });
const reason = 'Không còn áp dụng';
const voided = (criterionId: string, rubricVersion = 1): RubricEvent => ({
  type: 'CriterionVoided',
  data: { rubricId, rubricVersion, unitId, criterionId, reason, at: '2023-09-01' },
});
const voidOne = (criterionId: string, rubricVersion = 1): RubricCommand => ({
  type: 'VoidCriterion',
  data: { rubricId, rubricVersion, criterionId, reason, at: '2023-09-01' },
});

describe('publishing a rubric', () => {
  it('records each version once', () => {
    given().when(publish()).then(published());
    given(published()).when(publish()).then();
    given(published())
      .when(publish({ name: 'Khác' }))
      .thenRejected({ code: 'RubricVersionTaken', rubricVersion: 1 });
  });

  it('takes versions in order', () => {
    given()
      .when(publish({ rubricVersion: 2 }))
      .thenRejected({ code: 'RubricVersionNotNext', rubricVersion: 2, next: 1 });
    given(published())
      .when(publish({ rubricVersion: 2 }))
      .then(published({ rubricVersion: 2 }));
    given(published())
      .when(publish({ rubricVersion: 3 }))
      .thenRejected({ code: 'RubricVersionNotNext', next: 2 });
  });

  it('names each criterion and each level once', () => {
    given()
      .when(withCriteria(criterionOf('dues'), criterionOf('dues')))
      .thenRejected({ code: 'DuplicateCriterion', criterionId: 'dues' });
    given()
      .when(publish({ levels: [levelOf('rest', 70), levelOf('rest', 0)] }))
      .thenRejected({ code: 'DuplicateLevel', level: 'rest' });
  });

  it('orders levels best first, with distinct thresholds, down to 0 points', () => {
    given()
      .when(publish({ levels: [levelOf('good', 70), levelOf('best', 90), levelOf('rest', 0)] }))
      .thenRejected({ code: 'LevelsNotFalling', level: 'best', minPoints: 90, above: 70 });
    given()
      .when(publish({ levels: [levelOf('good', 70), levelOf('fair', 70), levelOf('rest', 0)] }))
      .thenRejected({ code: 'LevelsNotFalling', level: 'fair', minPoints: 70, above: 70 });
    given()
      .when(publish({ levels: [levelOf('good', 70), levelOf('rest', 0.5)] }))
      .thenRejected({ code: 'NoLevelAtZero', level: 'rest', minPoints: 0.5 });
  });

  it('names only criteria and levels that it has, in conditions and vetoes', () => {
    const conditions = [{ criterionId: 'cards', minShare: 0.85 }];
    given()
      .when(publish({ levels: [levelOf('good', 70, { conditions }), levelOf('rest', 0)] }))
      .thenRejected({ code: 'UnknownCriterion', criterionId: 'cards', where: 'levels' });
    given()
      .when(publish({ veto: [{ criterionId: 'cards', capLevel: 'rest', below: 1 }] }))
      .thenRejected({ code: 'UnknownCriterion', criterionId: 'cards', where: 'veto' });
    given()
      .when(publish({ veto: [{ criterionId: 'dues', capLevel: 'fair', below: 1 }] }))
      .thenRejected({ code: 'UnknownLevel', level: 'fair' });
  });

  it('has the fields that a computed criterion needs', () => {
    const feed = { by: 'indicator', indicator: 'dues-share' } as const;
    const quantitative = criterionOf('dues', { kind: 'quantitative', feed });
    given()
      .when(withCriteria(quantitative))
      .thenRejected({ code: 'CriterionLacksField', criterionId: 'dues', kind: 'quantitative', field: 'target' });
    given()
      .when(withCriteria({ ...quantitative, relativeToBest: false }))
      .thenRejected({ code: 'CriterionLacksField', field: 'target' });
    given()
      .when(withCriteria(criterionOf('dues', { kind: 'perCount', feed })))
      .thenRejected({ code: 'CriterionLacksField', kind: 'perCount', field: 'pointsPerCount' });
    for (const enough of [
      { ...quantitative, target: 0.85 },
      { ...quantitative, relativeToBest: true },
      criterionOf('dues', { kind: 'perCount', feed, pointsPerCount: 2 }),
      criterionOf('dues', { kind: 'quantitative' }),
    ]) {
      given()
        .when(withCriteria(enough))
        .then(published({ criteria: [enough] }));
    }
  });

  it('has points to reach, beside bonus and penalty', () => {
    given()
      .when(withCriteria(criterionOf('praise', { kind: 'bonus' }), criterionOf('late', { kind: 'penalty' })))
      .thenRejected({ code: 'NoPointsToReach' });
    given()
      .when(withCriteria(criterionOf('dues'), criterionOf('empty', { maxPoints: 0 })))
      .thenRejected({ code: 'CriterionWithoutPoints', criterionId: 'empty' });
    expect(reportedMaximum(sample.criteria)).toBe(100);
  });
});

describe('voiding a criterion', () => {
  it('is recorded once, and for one version', () => {
    given(published()).when(voidOne('dues')).then(voided('dues'));
    given(published(), voided('dues')).when(voidOne('dues')).then();
    given(published(), voided('dues'), published({ rubricVersion: 2 }))
      .when(voidOne('dues', 2))
      .then(voided('dues', 2));
  });

  it('leaves something that gives points', () => {
    given(published(), voided('dues')).when(voidOne('movements')).thenRejected({ code: 'NoPointsToReach' });
    given(published(), voided('dues')).when(voidOne('praise')).then(voided('praise'));
  });

  it('is refused for a version or a criterion that is not there', () => {
    given().when(voidOne('dues')).thenRejected({ code: 'RubricNotPublished', rubricVersion: 1 });
    given(published())
      .when(voidOne('cards'))
      .thenRejected({ code: 'UnknownCriterion', criterionId: 'cards', where: 'criterionId' });
  });

  it('takes the criterion out of force and leaves the rubric as it was published', () => {
    const state = fold(rubric, [published(), voided('dues')]);
    expect(criteriaInForce(state, 1).map(({ criterionId }) => criterionId)).toEqual(['movements', 'praise']);
    expect(criteriaInForce(state, 2)).toEqual([]);
    expect(state.versions[0]).toEqual(sample);
  });
});

describe('whatever is asked of a rubric', () => {
  const criterion = fc.constantFrom(
    criterionOf('dues'),
    criterionOf('movements'),
    criterionOf('praise', { kind: 'bonus' }),
    criterionOf('late', { kind: 'penalty', maxPoints: 0 }),
  );
  const command = fc.oneof(
    fc
      .tuple(fc.constantFrom(1, 2, 3), fc.array(criterion, { minLength: 1, maxLength: 3 }))
      .map(([rubricVersion, criteria]): RubricCommand => publish({ rubricVersion, criteria })),
    fc.tuple(fc.constantFrom('dues', 'movements', 'praise'), fc.constantFrom(1, 2)).map(([id, v]) => voidOne(id, v)),
  );
  const history = fc.array(command, { maxLength: 30, size: 'max' }).map((commands) => play(rubric, commands));

  it('the same command twice records nothing new, and a rejected one changes nothing', () => {
    fc.assert(
      fc.property(history, (steps) => {
        for (const { before, command: again, decision, after } of steps) {
          if (decision.ok) expect(rubric.decide(again, after)).toEqual({ ok: true, events: [] });
          else {
            expect(after).toBe(before);
            const say = evaluationMessages[decision.rejection.code] as Record<'vi' | 'en', (r: unknown) => string>;
            expect(`${say.vi(decision.rejection)}${say.en(decision.rejection)}`).not.toMatch(/undefined|\[object/);
          }
        }
      }),
    );
  });

  it('versions stand without a gap, unchanged, and each keeps points to reach', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const events = recordedBy(steps);
        for (const { type, data } of events) expect(rubricEvents[type].schema.parse(data)).toEqual(data);
        const state = fold(rubric, events);
        state.versions.forEach((version, n) => {
          expect(version.rubricVersion).toBe(n + 1);
          expect(reportedMaximum(criteriaInForce(state, n + 1))).toBeGreaterThan(0);
        });
        expect(() => fold(rubric, [...events].reverse())).not.toThrow();
      }),
    );
  });
});
