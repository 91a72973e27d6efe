import { CORE } from '@sohoi/membership/events';
import type { MemberEvent } from '@sohoi/membership/events';
import type { Rubric } from '@sohoi/evaluation/events';
import type { Lift } from '@sohoi/projection';
import { isMasked } from '@sohoi/sealing';
import type { Masker } from '@sohoi/sealing';

type DataOf<T extends MemberEvent['type']> = Extract<MemberEvent, { type: T }>['data'];

const OF_CATEGORY = 'category-';

/**
 * Events for whoever counts members by groups without reading which: groups stay masked, in events that were recorded in
 * the clear too, and a rubric asks for them by their masked codes. Only core members are told apart, who are no group of
 * origin or belief. So a measure, and each piece of evidence for it, is named `category:m1.…`.
 */
export const countMasked = ({ mask }: Pick<Masker, 'mask'>): Lift => {
  const core = mask(CORE);
  const masked = (category: string): string => {
    const one = isMasked(category) ? category : mask(category);
    return one === core ? CORE : one;
  };
  const asked = (indicator: string): string =>
    indicator.startsWith(OF_CATEGORY) ? OF_CATEGORY + mask(indicator.slice(OF_CATEGORY.length)) : indicator;

  return (envelope) => {
    switch (envelope.type) {
      case 'CategoryAdded':
      case 'CategoryRemoved': {
        const data = envelope.data as DataOf<'CategoryAdded'>;
        return { ...envelope, data: { ...data, category: masked(data.category) } };
      }
      case 'MemberTransferred':
      case 'MembershipEnded': {
        const data = envelope.data as DataOf<'MembershipEnded'>;
        const standing = { ...data.standing, categories: data.standing.categories.map(masked) };
        return { ...envelope, data: { ...data, standing } };
      }
      case 'RubricPublished': {
        const data = envelope.data as Rubric;
        const criteria = data.criteria.map(({ feed, ...criterion }) => ({
          ...criterion,
          feed: feed.by === 'indicator' ? { ...feed, indicator: asked(feed.indicator) } : feed,
        }));
        return { ...envelope, data: { ...data, criteria } };
      }
      default:
        return envelope;
    }
  };
};
