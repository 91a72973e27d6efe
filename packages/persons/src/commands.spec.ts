import { describe, expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { holidaysCommandBodies } from './holidays.commands.js';
import { extendRequest, personRequestCommandBodies } from './person-request.commands.js';
import { personCommandBodies } from './person.commands.js';

commandBodiesContract({ ...personRequestCommandBodies, ...personCommandBodies, ...holidaysCommandBodies });

describe('a command', () => {
  it.each([0, 16, 1.5])('extend no term by %d days', (days) => {
    expect(extendRequest.safeParse({ days, reason: 'Lý do', at: '2026-05-10' }).success).toBe(false);
  });
});
