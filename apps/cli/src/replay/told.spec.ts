import { describe, expect, it } from '@jest/globals';
import type { Rubric } from '@sohoi/evaluation/events';
import { sampleChapterRubric, sampleClusterRubric } from '@sohoi/standings';
import { summaryOf } from '@sohoi/what-if';
import stringWidth from 'string-width';
import { told } from './told.js';

const rubricOf = (sample: typeof sampleChapterRubric): Rubric => ({
  ...{ ...sample, rubricId: 'r', rubricVersion: 1, unitId: 'u', appliesTo: 'chapter', at: '2023-01-01' },
});
const linesOf = (rubric: Rubric | null): readonly string[] => {
  const place = { position: '00000000000000000042', eventId: 'x', recordedAt: 'y', events: 42 };
  const nothing = { summary: summaryOf([]), compared: [], names: new Map<string, string>() };
  return told({ periodCode: '2023-H1', place, ...nothing, rubric }).split('\n');
};

describe('what a replay tells', () => {
  it('says of an indicator that the ledger does not compute that it is a figure that somebody must report', () => {
    const sample = rubricOf(sampleChapterRubric);
    const [first, ...others] = sample.criteria;
    if (!first) throw new Error('the sample has criteria');
    const misspelt = { ...first, feed: { by: 'indicator', indicator: 'dues-shar' } } as const;
    const lines = linesOf({ ...sample, criteria: [...others, misspelt] });
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(`criteria[${others.length}].feed.indicator (${first.criterionId}): "dues-shar"`);
    expect(text).toContain('is nothing but a figure reported under this name');
    expect(Math.max(...lines.slice(4).map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
  });

  it('says nothing of those that it computes, nor without another rubric', () => {
    for (const rubric of [rubricOf(sampleChapterRubric), null]) {
      expect(linesOf(rubric).join('\n')).not.toContain('note');
    }
    const ofCluster = rubricOf(sampleClusterRubric);
    const computed = ofCluster.criteria.filter(({ criterionId }) => criterionId !== 'it-training');
    expect(linesOf(ofCluster).join('\n')).toContain('(it-training)');
    expect(linesOf({ ...ofCluster, criteria: computed }).join('\n')).not.toContain('note');
  });
});
