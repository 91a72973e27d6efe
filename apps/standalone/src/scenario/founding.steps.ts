import { foundingRight, mayCapture } from '@sohoi/access';
import { roles } from '@sohoi/access/events';
import type { Right, Role } from '@sohoi/access/events';
import { demoPersons, scenarioId } from '@sohoi/demo-identity';
import { rightsIdOf } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { stepsBy } from './scenario-step.js';

/** The day from which this ledger's rights count; the map before it was captured when it was set up. */
const FOUNDED = '2023-01-01';

const founder: Actor = { id: 'scenario-founder', role: 'operator', rights: [] };
const formerCadre = 'scenario-former-cadre';

const rightIds = Object.fromEntries(roles.map((role) => [role, scenarioId(`founding/${role}`)])) as Record<
  Role,
  string
>;
const step = stepsBy(founder);

/** The founder, with all rights that there are. */
export const founding = {
  actorId: founder.id,
  rights: roles.map((role) => foundingRight(role, rightIds[role], FOUNDED)),
};

/** Who holds all may grant on every unit, so nothing needs to be known of the tree. */
const above = {};

type Terms = Omit<Right, 'rightId' | 'from'>;

const grant = (actorId: string, terms: Terms) => {
  const rightId = scenarioId(`right/${actorId}/${terms.role}`);
  const data = { ...terms, rightId, from: FOUNDED, actorId, granter: founding, above, at: FOUNDED };
  return step('rights', rightsIdOf(actorId), { type: 'GrantRight', data });
};

/** Who looks at figures and evidence needs no religion and no identity number for it. */
const withoutSensitive: ReadonlySet<Role> = new Set(['auditor', 'analyst', 'operator', 'subscriber']);

const central = demoPersons['central-officer'].unit;

/** All that a person of this role needs, and no more; who stands at the centre sees the whole organisation. */
const termsOf = (role: Role, unit: string): Terms => ({
  role,
  unitId: unit === central ? null : unit,
  capture: mayCapture(role),
  sensitive: !withoutSensitive.has(role),
  mayGrant: false,
  topics: role === 'subscriber' ? ['evaluation', 'organization', 'training'] : [],
  to: null,
});

const { 'rights-officer': rightsOfficer, ...persons } = demoPersons;

const formerRight = { actorId: formerCadre, granter: founding, above };
const formerStream = rightsIdOf(formerCadre);

/** Who may do what in this ledger: the founder, the demo persons, and a cadre who has left. */
export const foundingSteps = [
  step('rights', rightsIdOf(founder.id), {
    type: 'FoundRights',
    data: { actorId: founder.id, rightIds, at: FOUNDED },
  }),
  ...founding.rights.map(({ rightId: _id, from: _from, ...terms }) => grant(rightsOfficer.sub, terms)),
  ...Object.values(persons).map(({ sub, role, unit }) => grant(sub, termsOf(role, unit))),
  grant(formerCadre, termsOf('commune-cadre', demoPersons['commune-cadre'].unit)),
  step('rights', formerStream, {
    type: 'RevokeSessions',
    data: { ...formerRight, reason: 'Mất điện thoại', notBefore: '2023-07-03T01:30:00.000Z', at: '2023-07-03' },
  }),
  step('rights', formerStream, {
    type: 'WithdrawRight',
    data: {
      ...formerRight,
      rightId: scenarioId(`right/${formerCadre}/commune-cadre`),
      reason: 'Chuyển công tác',
      at: '2023-07-05',
    },
  }),
];
