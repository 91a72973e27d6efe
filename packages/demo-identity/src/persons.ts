import { v5 } from 'uuid';

const NAMESPACE = '5f0d1c1e-7a53-5c0b-9e0f-2f6d0f3a9b11';

/** Ids of the scenario's things, the same on every machine, e.g. `scenarioId('unit/31')`. */
export const scenarioId = (name: string): string => v5(`trung-bo-2023-h1/${name}`, NAMESPACE);

export type DemoPerson = { readonly sub: string; readonly role: string; readonly unit: string };

const central = scenarioId('unit/00');
const haiPhong = scenarioId('unit/31');
/** The fictitious commune under Lê Chân. */
const commune = scenarioId('unit/an-bien');

/** One person for each role; their units are those of the scenario. */
export const demoPersons = {
  'commune-cadre': { sub: 'demo-commune-cadre', role: 'commune-cadre', unit: commune },
  'province-verifier': { sub: 'demo-province-verifier', role: 'province-verifier', unit: haiPhong },
  'central-officer': { sub: 'demo-central-officer', role: 'central-officer', unit: central },
  auditor: { sub: 'demo-auditor', role: 'auditor', unit: central },
  analyst: { sub: 'demo-analyst', role: 'analyst', unit: central },
  operator: { sub: 'demo-operator', role: 'operator', unit: central },
} as const satisfies Record<string, DemoPerson>;

export type DemoRole = keyof typeof demoPersons;
