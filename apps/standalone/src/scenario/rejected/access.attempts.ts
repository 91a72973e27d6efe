import type { RightsCommandOf } from '@sohoi/access';
import type { Right } from '@sohoi/access/events';
import { demoPersons, scenarioId } from '@sohoi/demo-identity';
import { rightsIdOf } from '@sohoi/nest';
import { founding } from '../founding.steps.js';
import { unitId } from '../map.steps.js';
import { centralOfficer, stepsBy } from '../scenario-step.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const at = '2023-07-21';
const NEW = scenarioId('rejected/right');

const cadre = demoPersons['commune-cadre'];
const former = 'scenario-former-cadre';
const above = { [unitId('an-bien')]: [unitId('an-bien'), unitId('305'), unitId('31'), unitId('00')] };

/** What the one who asks may grant, unless an attempt says otherwise. */
const own: Right = {
  rightId: scenarioId('rejected/own'),
  role: 'commune-cadre',
  unitId: unitId('31'),
  capture: true,
  sensitive: true,
  mayGrant: true,
  topics: [],
  from: '2023-01-01',
  to: '2023-12-31',
};

const asked: Right = { ...own, rightId: NEW, unitId: unitId('an-bien'), mayGrant: false, from: at };

type Grant = RightsCommandOf<'GrantRight'>;

const grant = (right: Partial<Right> = {}, held: Partial<Right> = {}, by = 'scenario-granter'): Grant => ({
  type: 'GrantRight',
  data: {
    ...asked,
    ...right,
    actorId: cadre.sub,
    granter: { actorId: by, rights: [{ ...own, ...held }] },
    ...{ above, at },
  },
});

const refused = (code: string, command: Grant, first?: Parameters<typeof attempt>[4]) =>
  attempt(code, 'rights', rightsIdOf(cadre.sub), command, first);

const feed = { role: 'subscriber', capture: false } as const;
const sameAsHeld = { unitId: cadre.unit, from: '2023-01-01', to: null };
const lasting = { to: null };

/** So many rights that the cadre has already, by so many granters. */
const rightsBefore = (count: number, granters: number) =>
  Array.from({ length: count }, (_, n) => {
    const month = String(8 + (n % 4)).padStart(2, '0');
    const to = `2023-${month}-${String(1 + Math.floor(n / 4)).padStart(2, '0')}`;
    const by = n % granters === 0 ? 'scenario-granter' : `scenario-granter-${n % granters}`;
    return stepsBy(centralOfficer)(
      'rights',
      rightsIdOf(cadre.sub),
      grant({ rightId: scenarioId(`rejected/right/${n}`), to }, {}, by),
    );
  });

const granting = [
  refused('RightForOneself', grant({}, {}, cadre.sub)),
  refused('RoleOnlyViews', grant({ role: 'auditor' })),
  refused('TopicsMissing', grant(feed)),
  refused('TopicsForSubscribersOnly', grant({ topics: ['training'] })),
  refused('EndsBeforeItBegins', grant({ to: '2023-07-20' })),
  refused('RightAlreadyOver', grant({ from: '2023-07-01', to: '2023-07-20' })),
  refused('RoleNotYoursToGrant', grant({ role: 'operator' })),
  refused('UnitNotYoursToGrant', grant({ unitId: null })),
  refused('DatesNotYoursToGrant', grant({ to: '2024-01-01' })),
  refused('CaptureNotYoursToGrant', grant({}, { capture: false })),
  refused('SensitiveNotYoursToGrant', grant({}, { sensitive: false })),
  refused('TopicsNotYoursToGrant', grant({ ...feed, topics: ['training'] }, { ...feed, topics: ['evaluation'] })),
  refused(
    'RightIdTaken',
    grant({ ...sameAsHeld, capture: false, rightId: scenarioId(`right/${cadre.sub}/commune-cadre`) }, lasting),
  ),
  refused('SameRightHeld', grant(sameAsHeld, lasting)),
  refused('TooManyRightsOfYours', grant(), rightsBefore(10, 1)),
  // She has one from the scenario.
  refused('TooManyRights', grant(), rightsBefore(99, 10)),
];

const known = (held: Partial<Right>) => ({
  actorId: former,
  granter: { actorId: 'scenario-granter', rights: [{ ...own, ...held }] },
  ...{ above, reason: 'Ví dụ', at },
});

const taking = [
  attempt('RightNotFound', 'rights', rightsIdOf(former), {
    type: 'WithdrawRight',
    data: { ...known({}), rightId: NEW },
  }),
  attempt('RightWithdrawnBefore', 'rights', rightsIdOf(former), {
    type: 'WithdrawRight',
    data: { ...known({}), rightId: scenarioId(`right/${former}/commune-cadre`) },
  }),
  attempt('OwnRightToGrantAll', 'rights', rightsIdOf(founding.actorId), {
    type: 'WithdrawRight',
    data: { ...known({}), actorId: founding.actorId, granter: founding, rightId: founding.rights[0]?.rightId ?? '' },
  }),
  attempt('ActorNotFound', 'rights', rightsIdOf(cadre.sub), {
    type: 'RevokeSessions',
    data: { ...known({ role: 'operator' }), actorId: cadre.sub, notBefore: '2023-07-21T01:00:00.000Z' },
  }),
];

export const accessAttempts = [...granting, ...taking];
