import { describe, expect, it } from '@jest/globals';
import { personalFieldsOf } from '@sohoi/fields';
import { personsEvents } from './events.js';

describe('what a person wrote, or was written of her,', () => {
  it('is sealed with her key, and nothing else is', () => {
    const fields = Object.entries(personsEvents).flatMap(([type, { schema }]) =>
      personalFieldsOf(schema).map(({ path }) => `${type}.${path.join('.')}`),
    );
    expect(fields).toEqual([
      'RequestReceived.wish',
      'RequestExtended.reason',
      'RequestRefused.reason',
      'RestrictionLifted.reason',
      'RetentionHoldPlaced.reason',
      'RetentionHoldLifted.reason',
    ]);
  });
});
