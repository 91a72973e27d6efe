import type { Criterion } from '@sohoi/evaluation/events';
import { indicatorOf } from '../indicators.js';
import type { CriterionTrace } from '../trace.js';
import { numberIn, valueIn } from './words.js';
import type { Bilingual } from './words.js';

/** How a criterion came to its points, in one sentence, with the numbers that went in. */
export const howOf = (rule: Criterion | undefined, trace: CriterionTrace): Bilingual => {
  const said = trace.feed.by === 'score' ? scored(trace) : computed(rule, trace);
  return trace.why === 'voided'
    ? { vi: `Tiêu chí đã vô hiệu, không tính vào tổng. ${said.vi}`, en: `Voided, so it counts in no total. ${said.en}` }
    : said;
};

const scored = ({ points, bonus, proposedPoints, proposedBonus }: CriterionTrace): Bilingual => {
  if (points !== null)
    return inBoth(numberIn(points), numberIn(bonus), {
      vi: (p, b) => `Do người chấm cho và đã công bố: ${p} điểm, thưởng ${b}.`,
      en: (p, b) => `Given by people and published: ${p} points, bonus ${b}.`,
    });
  if (proposedPoints !== null)
    return inBoth(numberIn(proposedPoints), numberIn(proposedBonus), {
      vi: (p, b) => `Mới được đề xuất ${p} điểm, thưởng ${b}; chưa công bố nên chưa tính.`,
      en: (p, b) => `Proposed only: ${p} points, bonus ${b}; not published, so it does not count yet.`,
    });
  return {
    vi: 'Chưa ai chấm; chưa chấm khác với 0 điểm.',
    en: 'Nobody has scored it yet, which is not the same as 0 points.',
  };
};

const computed = (rule: Criterion | undefined, trace: CriterionTrace): Bilingual => {
  const { feed, kind, value, target, best, points } = trace;
  if (!rule || feed.by === 'score' || value === null || points === null)
    return {
      vi: 'Chưa đủ số liệu để tính; chưa biết khác với 0 điểm.',
      en: 'Not known from what was recorded, which is not the same as 0 points.',
    };
  const { unit } = indicatorOf(feed.indicator);
  const [own, due] = [valueIn(value, unit), valueIn(target ?? 1, unit)];
  const max = numberIn(rule.maxPoints);
  const earned = numberIn(points);
  const takes = kind === 'penalty' ? { vi: 'trừ', en: 'minus ' } : { vi: '', en: '' };
  const result = { vi: `${takes.vi ? 'trừ ' : ''}${earned.vi} điểm`, en: `${takes.en}${earned.en} points` };
  const sentence = (vi: string, en: string): Bilingual => ({ vi: `${vi}: ${result.vi}.`, en: `${en}: ${result.en}.` });
  if (kind === 'quantitative' && best !== null && target === null)
    return sentence(
      `${own.vi} so với ${valueIn(best, unit).vi} của đơn vị cao nhất trong cụm, nhân ${max.vi}`,
      `${own.en} against ${valueIn(best, unit).en} of the best in the cluster, times ${max.en}`,
    );
  if (kind === 'quantitative' && best !== null)
    return sentence(
      `${own.vi} trên mức phải đạt ${due.vi}, cao nhất trong cụm gấp ${numberIn(best).vi} lần mức; đạt mức được nửa của ${max.vi}, cao nhất được cả`,
      `${own.en} of ${due.en} due, the best of the cluster ${numberIn(best).en} times its own; the target gives half of ${max.en}, the best all`,
    );
  if (kind === 'quantitative' && target === null) return sentence(`${own.vi} của ${max.vi}`, `${own.en} of ${max.en}`);
  if (kind === 'quantitative')
    return sentence(
      `${own.vi} trên mức phải đạt ${due.vi}, nhân ${max.vi}, tối đa ${max.vi}`,
      `${own.en} of ${due.en} due, times ${max.en}, at most ${max.en}`,
    );
  if (unit === 'yes/no' && rule.pointsPerCount === undefined)
    return sentence(`${own.vi}; có thì ${max.vi}, không thì 0`, `${own.en}; yes gives ${max.en}, no gives 0`);
  if (kind === 'allOrNothing' || rule.pointsPerCount === undefined)
    return sentence(
      `${own.vi}; từ ${due.vi} trở lên được ${max.vi}, dưới đó 0`,
      `${own.en}; from ${due.en} on ${max.en}, below it 0`,
    );
  const each = numberIn(rule.pointsPerCount);
  return sentence(`${own.vi} nhân ${each.vi}, tối đa ${max.vi}`, `${own.en} times ${each.en}, at most ${max.en}`);
};

const inBoth = (
  first: Bilingual,
  second: Bilingual,
  say: { readonly vi: (a: string, b: string) => string; readonly en: (a: string, b: string) => string },
): Bilingual => ({ vi: say.vi(first.vi, second.vi), en: say.en(first.en, second.en) });
