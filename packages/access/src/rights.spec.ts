import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { specOf } from '@sohoi/decider/testing';
import { validRights } from './right.js';
import type { Right } from './right.js';
import type { Granter, RightsCommandOf } from './rights.commands.js';
import { rights } from './rights.decider.js';
import type { RightsEvent } from './rights.events.js';
import { MAX_RIGHTS } from './rights.rules.js';
import { roles } from './role.js';
import { someRight } from './testing.js';

const { given } = specOf(rights);

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = '2026-05-19';
const [root, province, commune, elsewhere] = [uuid(1), uuid(2), uuid(3), uuid(4)] as const;
const above = { [commune]: [commune, province, root], [province]: [province, root], [elsewhere]: [elsewhere, root] };

const cadre = 'cadre';
const asked = someRight({ rightId: uuid(10), unitId: commune, sensitive: true, from: at, to: '2026-12-31' });
const held = someRight({ unitId: province, sensitive: true, mayGrant: true, from: '2026-01-01', to: '2026-12-31' });
const granterWith = (...list: readonly Right[]): Granter => ({ actorId: 'granter', rights: list });

const grant = (
  right: Partial<Right> = {},
  more: Partial<RightsCommandOf<'GrantRight'>['data']> = {},
): RightsCommandOf<'GrantRight'> => ({
  type: 'GrantRight',
  data: { ...asked, ...right, actorId: cadre, granter: granterWith(held), above, at, ...more },
});
const granted = (right: Partial<Right> = {}): RightsEvent => ({
  type: 'RightGranted',
  data: { ...asked, ...right, actorId: cadre, by: 'granter', at },
});
const grantedBy = (by: string, right: Partial<Right> = {}): RightsEvent => ({
  type: 'RightGranted',
  data: { ...asked, ...right, actorId: cadre, by, at },
});
const withdraw = (granter = granterWith(held), rightId = asked.rightId): RightsCommandOf<'WithdrawRight'> => ({
  type: 'WithdrawRight',
  data: { actorId: cadre, rightId, granter, above, at, reason: 'x' },
});
const withdrawn: RightsEvent = {
  type: 'RightWithdrawn',
  data: {
    actorId: cadre,
    rightId: asked.rightId,
    role: asked.role,
    unitId: asked.unitId,
    by: 'granter',
    reason: 'x',
    at,
  },
};
const revoke = (granter: Granter, notBefore = '2026-05-19T01:00:00.000Z'): RightsCommandOf<'RevokeSessions'> => ({
  type: 'RevokeSessions',
  data: { actorId: cadre, granter, above, at, reason: 'x', notBefore },
});
const revoked = (by: string, notBefore = '2026-05-19T01:00:00.000Z'): RightsEvent => ({
  type: 'SessionsRevoked',
  data: { actorId: cadre, by, reason: 'x', notBefore, at },
});

describe('granting a right', () => {
  it('is for who holds as much in one right with mayGrant', () => {
    given().when(grant()).then(granted());
    given().when(grant(held)).then(granted(held));
  });

  it('is not for oneself, however much one holds', () => {
    given()
      .when(grant({}, { granter: { actorId: cadre, rights: [held] } }))
      .thenRejected({ code: 'RightForOneself' });
  });

  it.each<[string, Partial<Right>, object]>([
    ['without any right', { mayGrant: false }, { code: 'RoleNotYoursToGrant', role: 'commune-cadre' }],
    ['by a right of another role', { role: 'central-officer' }, { code: 'RoleNotYoursToGrant' }],
    ['by a right that is over', { to: '2026-05-18' }, { code: 'RoleNotYoursToGrant' }],
    ['by a right that has not begun', { from: '2026-05-20' }, { code: 'RoleNotYoursToGrant' }],
    ['in a unit beside', { unitId: elsewhere }, { code: 'UnitNotYoursToGrant', unitId: commune }],
    ['until after the own last day', { to: '2026-12-30' }, { code: 'DatesNotYoursToGrant', heldTo: '2026-12-30' }],
    ['to change what the granter may view only', { capture: false }, { code: 'CaptureNotYoursToGrant' }],
    ['to read what the granter may not read', { sensitive: false }, { code: 'SensitiveNotYoursToGrant' }],
  ])('is refused %s', (_what, less, rejection) => {
    given()
      .when(grant({}, { granter: granterWith({ ...held, ...less }) }))
      .thenRejected(rejection);
  });

  it.each<[string, Partial<Right>, object]>([
    ['in a unit above', { unitId: root }, { code: 'UnitNotYoursToGrant', unitId: root }],
    ['on the whole organisation', { unitId: null }, { code: 'UnitNotYoursToGrant', unitId: null }],
    ['in a unit that the tree does not know', { unitId: uuid(9) }, { code: 'UnitNotYoursToGrant' }],
    ['from before the own first day', { from: '2025-12-31' }, { code: 'DatesNotYoursToGrant', heldFrom: held.from }],
    ['without a last day, where the own right has one', { to: null }, { code: 'DatesNotYoursToGrant' }],
    ['that ends before it begins', { to: '2026-05-18' }, { code: 'EndsBeforeItBegins', from: at }],
    ['that is over', { from: '2026-02-01', to: '2026-05-18' }, { code: 'RightAlreadyOver', today: at }],
    ['with topics for a person', { topics: ['training'] }, { code: 'TopicsForSubscribersOnly', role: 'commune-cadre' }],
  ])('is refused %s', (_what, more, rejection) => {
    given().when(grant(more)).thenRejected(rejection);
  });

  it('is refused where two rights of the granter are enough only together', () => {
    const [early, late] = [
      { ...held, to: '2026-06-30' },
      { ...held, from: '2026-05-01' },
    ];
    given()
      .when(grant({ from: '2026-02-01', to: '2026-11-30' }, { granter: granterWith(early, late) }))
      .thenRejected({ code: 'DatesNotYoursToGrant' });
  });

  it.each(['auditor', 'analyst', 'subscriber'] as const)('lets nobody capture as %s', (role) => {
    given()
      .when(grant({ role, topics: role === 'subscriber' ? ['training'] : [] }))
      .thenRejected({ code: 'RoleOnlyViews', role });
  });

  it('names the topics of a subscriber, all of them the granter’s', () => {
    const own = { ...held, role: 'subscriber' as const, capture: false, topics: ['evaluation' as const] };
    const feed = { role: 'subscriber' as const, capture: false };
    const granter = granterWith(own);
    given().when(grant(feed, { granter })).thenRejected({ code: 'TopicsMissing' });
    given()
      .when(grant({ ...feed, topics: ['evaluation', 'training'] }, { granter }))
      .thenRejected({ code: 'TopicsNotYoursToGrant', heldTopics: ['evaluation'] });
    given()
      .when(grant({ ...feed, topics: ['evaluation'] }, { granter }))
      .then(granted({ ...feed, topics: ['evaluation'] }));
  });

  it('records the same right once, and an id for one right only', () => {
    given(granted()).when(grant()).then();
    given(granted())
      .when(grant({ rightId: uuid(11) }))
      .thenRejected({ code: 'SameRightHeld', heldRight: asked.rightId });
    given(granted())
      .when(grant({ capture: false }))
      .thenRejected({ code: 'RightIdTaken' });
    given(granted(), withdrawn).when(grant()).thenRejected({ code: 'RightIdTaken' });
    given(granted(), withdrawn)
      .when(grant({ rightId: uuid(11) }))
      .then(granted({ rightId: uuid(11) }));
  });

  it('ends at a hundred rights of one actor', () => {
    const many = (terms: Partial<Right> = {}) =>
      Array.from({ length: MAX_RIGHTS }, (_, n) =>
        grantedBy(`granter-${n}`, { rightId: uuid(100 + n), from: '2026-05-01', ...terms }),
      );
    given(...many())
      .when(grant())
      .thenRejected({ code: 'TooManyRights', limit: MAX_RIGHTS });
    given(...many({ to: '2026-05-18' }))
      .when(grant())
      .then(granted());
  });

  it('ends at ten rights of one actor that one granter gave, with those of today that were withdrawn', () => {
    const tenOn = (day: string, to: string | null = null): readonly RightsEvent[] =>
      Array.from({ length: 10 }, (_, n) => {
        const right = granted({ rightId: uuid(100 + n), from: '2026-05-01', to });
        return { ...right, data: { ...right.data, at: day } } as RightsEvent;
      });
    const refusal = { code: 'TooManyRightsOfYours', limit: 10 } as const;
    const gone = { ...withdrawn, data: { ...withdrawn.data, rightId: uuid(100) } } as RightsEvent;
    given(...tenOn('2026-05-01'))
      .when(grant())
      .thenRejected(refusal);
    given(...tenOn('2026-05-01').slice(1))
      .when(grant())
      .then(granted());
    given(...tenOn('2026-05-01'), gone)
      .when(grant())
      .then(granted());
    given(...tenOn('2026-05-01', '2026-05-18'))
      .when(grant())
      .then(granted());
    given(...tenOn(at), gone)
      .when(grant())
      .thenRejected(refusal);
    given(...tenOn(at), gone)
      .when(grant({}, { granter: { ...granterWith(held), actorId: 'other' } }))
      .then(grantedBy('other'));
  });
});

describe('withdrawing a right', () => {
  it('is for whoever could have granted it, not only for the one who did', () => {
    given(granted()).when(withdraw()).then(withdrawn);
    given(granted())
      .when(withdraw({ actorId: 'other', rights: [{ ...held, to: '2026-05-31' }] }))
      .then({ ...withdrawn, data: { ...withdrawn.data, by: 'other' } } as RightsEvent);
  });

  it.each<[string, Partial<Right>]>([
    ['beside the unit', { unitId: elsewhere }],
    ['of another role', { role: 'operator' }],
    ['without mayGrant', { mayGrant: false }],
    ['to view only', { capture: false }],
    ['that is over', { to: '2026-05-18' }],
  ])('is not for who holds a right %s; she hears the same of a right that is not there', (_what, less) => {
    const granter = granterWith({ ...held, ...less });
    given(granted()).when(withdraw(granter)).thenRejected({ code: 'RightNotFound' });
    given(granted())
      .when(withdraw(granter, uuid(99)))
      .thenRejected({ code: 'RightNotFound' });
  });

  it('happens once', () => {
    given(granted(), withdrawn).when(withdraw()).thenRejected({ code: 'RightWithdrawnBefore', withdrawnAt: at });
  });
});

describe('withdrawing one’s own right', () => {
  const own = (right: Partial<Right>) => {
    const all = someRight({ rightId: asked.rightId, mayGrant: true, ...right });
    return given(granted(all)).when(withdraw({ actorId: cadre, rights: [all] }));
  };

  it('is refused for one to grant on the whole organisation, which might be the last', () => {
    own({}).thenRejected({ code: 'OwnRightToGrantAll' });
    own({ unitId: province }).then({
      ...withdrawn,
      data: { ...withdrawn.data, unitId: province, by: cadre },
    } as RightsEvent);
    const all = someRight({ rightId: asked.rightId, mayGrant: true });
    given(granted(all))
      .when(withdraw(granterWith(all)))
      .then({ ...withdrawn, data: { ...withdrawn.data, unitId: null } } as RightsEvent);
  });
});

describe('revoking sessions', () => {
  it('is not for who could have granted one right of many, or granted it just for that', () => {
    const wide = granted({ rightId: uuid(11), unitId: null, mayGrant: true });
    given(granted(), wide)
      .when(revoke(granterWith(held)))
      .thenRejected({ code: 'ActorNotFound' });
    given(granted(), granted({ rightId: uuid(11), unitId: null, from: '2026-05-20' }))
      .when(revoke(granterWith(held)))
      .then(revoked('granter'));
  });

  it('is for the actor herself and for who could have granted all that she holds today', () => {
    given(granted())
      .when(revoke({ actorId: cadre, rights: [] }))
      .then(revoked(cadre));
    given(granted())
      .when(revoke(granterWith(held)))
      .then(revoked('granter'));
    given(granted())
      .when(revoke(granterWith({ ...held, unitId: elsewhere })))
      .thenRejected({ code: 'ActorNotFound' });
  });

  it('is nothing for who has no rights', () => {
    given()
      .when(revoke({ actorId: cadre, rights: [] }))
      .thenRejected({ code: 'ActorNotFound' });
    given(granted(), withdrawn)
      .when(revoke(granterWith(held)))
      .thenRejected({ code: 'ActorNotFound' });
  });

  it('never lets older tokens in again', () => {
    const history = [granted(), revoked('granter', '2026-05-19T02:00:00.000Z')];
    given(...history)
      .when(revoke(granterWith(held), '2026-05-19T01:59:59.999Z'))
      .then();
    const state = fold(rights, [...history, revoked('granter', '2026-05-18T00:00:00.000Z')]);
    expect(state.sessionsFrom).toBe('2026-05-19T02:00:00.000Z');
  });
});

describe('the founding', () => {
  const rightIds = Object.fromEntries(roles.map((role, n) => [role, uuid(500 + n)])) as Record<
    (typeof roles)[number],
    string
  >;
  const found: RightsCommandOf<'FoundRights'> = { type: 'FoundRights', data: { actorId: 'founder', rightIds, at } };

  it('gives every role on the whole organisation, to have and to grant, once', () => {
    const decision = rights.decide(found, rights.initial);
    if (!decision.ok) throw new Error('refused');
    const state = fold(rights, decision.events);
    expect(validRights(state.rights, at).map(({ role }) => role)).toEqual(roles);
    for (const { unitId, mayGrant, sensitive, to } of state.rights) {
      expect({ unitId, mayGrant, sensitive, to }).toEqual({ unitId: null, mayGrant: true, sensitive: true, to: null });
    }
    expect(rights.decide(found, state)).toEqual({ ok: true, events: [] });
  });
});

describe('validRights', () => {
  it('includes the first and the last day', () => {
    const one = someRight({ from: '2026-01-01', to: '2026-01-31' });
    expect(validRights([one], '2025-12-31')).toEqual([]);
    expect(validRights([one], '2026-01-01')).toEqual([one]);
    expect(validRights([one], '2026-01-31')).toEqual([one]);
    expect(validRights([one], '2026-02-01')).toEqual([]);
    expect(validRights([{ ...one, to: null }], '2099-12-31')).toHaveLength(1);
  });
});
