import { describe, expect, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import type { Body } from './body.events.js';
import type { InitiativeCommand } from './initiative.commands.js';
import { initiative } from './initiative.decider.js';
import { initiativeEvents, MAX_ADOPTIONS } from './initiative.events.js';
import type { InitiativeEvent } from './initiative.events.js';

const { given } = specOf(initiative);

const initiativeId = '0000000a-0000-5000-8000-00000000000f';
const unitId = '6a0d1e2f-3b4c-5d5e-8f60-718293a4b5c6';
const model = 'one-plus-one';
const chapter: Body = { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' };
const unit: Body = { kind: 'unit', id: unitId };

const idOf = (n: number): string => `0000000b-0000-5000-8000-${n.toString(16).padStart(12, '0')}`;

const launching = { initiativeId, model, unitId, name: 'Thí điểm mô hình "1 + 1"', pilot: true, at: '2023-02-01' };
const launch = (name = launching.name): InitiativeCommand => ({
  type: 'LaunchInitiative',
  data: { ...launching, name },
});
const launched: InitiativeEvent = { type: 'InitiativeLaunched', data: launching };
const adopt = (body: Body, at = '2023-03-08'): InitiativeCommand => ({
  type: 'AdoptInitiative',
  data: { initiativeId, body, unitId, at },
});
const adopted = (body: Body, at = '2023-03-08'): Extract<InitiativeEvent, { type: 'InitiativeAdopted' }> => ({
  type: 'InitiativeAdopted',
  data: { initiativeId, model, body, unitId, at },
});
const end = (at: string, reason = 'Tổng kết'): InitiativeCommand => ({
  type: 'EndInitiative',
  data: { initiativeId, reason, at },
});
const ended = (at: string, ...adoptedBy: Body[]): InitiativeEvent => ({
  type: 'InitiativeEnded',
  data: { initiativeId, model, unitId, adoptedBy, reason: 'Tổng kết', at },
});

describe('an initiative', () => {
  it('is launched once', () => {
    given().when(launch()).then(launched);
    given(launched).when(launch()).then();
    given(launched).when(launch('Khác')).thenRejected({ code: 'InitiativeAlreadyLaunched', name: launching.name });
  });

  it('is adopted once by each unit or chapter, which names its model', () => {
    given(launched).when(adopt(chapter)).then(adopted(chapter));
    given(launched, adopted(chapter)).when(adopt(chapter, '2023-05-01')).then();
    given(launched, adopted(chapter)).when(adopt(unit)).then(adopted(unit));
  });

  it('is not adopted before its launch, nor from its end on', () => {
    given(launched)
      .when(adopt(chapter, '2023-01-31'))
      .thenRejected({ code: 'BeforeLaunch', at: '2023-01-31', launchedAt: '2023-02-01' });
    given(launched, ended('2024-12-31'))
      .when(adopt(chapter, '2024-12-31'))
      .thenRejected({ code: 'InitiativeHasEnded', at: '2024-12-31' });
  });

  it('can be adopted and ended on the day of its launch', () => {
    given(launched).when(adopt(chapter, '2023-02-01')).then(adopted(chapter, '2023-02-01'));
    given(launched).when(end('2023-02-01')).then(ended('2023-02-01'));
  });

  it('takes an adoption reported late, after the end', () => {
    const late = { ...adopted(chapter, '2024-06-01').data, endedAt: '2024-12-31' };
    given(launched, ended('2024-12-31'))
      .when(adopt(chapter, '2024-06-01'))
      .then({ type: 'InitiativeAdopted', data: late });
  });

  it('is adopted by no more than its end can name', () => {
    const many = Array.from({ length: MAX_ADOPTIONS }, (_, n): Body => ({ kind: 'chapter', id: idOf(n) }));
    const state = { launched: launching, adoptedBy: many, ended: null };
    expect(initiative.decide(adopt(chapter), state)).toEqual({
      ok: false,
      rejection: { code: 'TooManyAdoptions', limit: MAX_ADOPTIONS },
    });
    expect(initiative.decide(adopt(chapter), { ...state, adoptedBy: many.slice(1) })).toMatchObject({ ok: true });
    const { schema } = initiativeEvents.InitiativeEnded;
    expect(schema.safeParse(ended('2024-12-31', ...many).data).success).toBe(true);
  });

  it('ends once and names all who had adopted it', () => {
    given(launched, adopted(chapter), adopted(unit))
      .when(end('2024-12-31'))
      .then(ended('2024-12-31', chapter, unit));
    given(launched, ended('2024-12-31')).when(end('2024-12-31')).then();
    given(launched, ended('2024-12-31'))
      .when(end('2024-12-31', 'Khác'))
      .thenRejected({ code: 'InitiativeHasEnded', at: '2024-12-31' });
    given(launched).when(end('2023-01-31')).thenRejected({ code: 'BeforeLaunch', launchedAt: '2023-02-01' });
  });

  it('comes before its adoption and its end', () => {
    given().when(adopt(chapter)).thenRejected({ code: 'InitiativeNotLaunched' });
    given().when(end('2024-12-31')).thenRejected({ code: 'InitiativeNotLaunched' });
  });
});
