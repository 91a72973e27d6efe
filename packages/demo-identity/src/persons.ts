import { v5 } from 'uuid';

const NAMESPACE = '5f0d1c1e-7a53-5c0b-9e0f-2f6d0f3a9b11';

/** Ids of the scenario's things, the same on every machine, e.g. `scenarioId('unit/31')`. */
export const scenarioId = (name: string): string => v5(`trung-bo-2023-h1/${name}`, NAMESPACE);

/** Someone who can ask the standalone. Tokens say `sub` alone; role and unit are recorded as rights in the log. */
export type DemoPerson = {
  readonly sub: string;
  readonly role: string;
  readonly unit: string;
  readonly name: { readonly vi: string; readonly en: string };
};

const central = scenarioId('unit/00');
const haiPhong = scenarioId('unit/31');
/** The fictitious commune under Lê Chân. */
const commune = scenarioId('unit/an-bien');

/** One person for each role, and one who grants them; their units are those of the scenario. */
export const demoPersons = {
  'commune-cadre': {
    sub: 'demo-commune-cadre',
    role: 'commune-cadre',
    unit: commune,
    name: { vi: 'Cán bộ Hội cấp xã', en: 'Cadre of a commune' },
  },
  'province-verifier': {
    sub: 'demo-province-verifier',
    role: 'province-verifier',
    unit: haiPhong,
    name: { vi: 'Người thẩm định cấp tỉnh', en: 'Verifier of a province' },
  },
  'central-officer': {
    sub: 'demo-central-officer',
    role: 'central-officer',
    unit: central,
    name: { vi: 'Cán bộ Trung ương Hội', en: 'Officer of the central union' },
  },
  auditor: { sub: 'demo-auditor', role: 'auditor', unit: central, name: { vi: 'Người kiểm tra', en: 'Auditor' } },
  analyst: { sub: 'demo-analyst', role: 'analyst', unit: central, name: { vi: 'Người phân tích', en: 'Analyst' } },
  operator: { sub: 'demo-operator', role: 'operator', unit: central, name: { vi: 'Người vận hành', en: 'Operator' } },
  'data-protection-officer': {
    sub: 'demo-data-protection-officer',
    role: 'data-protection-officer',
    unit: central,
    name: { vi: 'Người phụ trách bảo vệ dữ liệu cá nhân', en: 'Data protection officer' },
  },
  /** May grant each of the roles, and holds them for that; so who proposes and who verifies is for her to keep apart. */
  'rights-officer': {
    sub: 'demo-rights-officer',
    role: 'central-officer',
    unit: central,
    name: { vi: 'Người quản lý quyền', en: 'Officer of rights' },
  },
  /** A service that follows the feed; it has no password but a client secret. */
  subscriber: {
    sub: 'demo-subscriber',
    role: 'subscriber',
    unit: central,
    name: { vi: 'Dịch vụ nhận sự kiện', en: 'Subscribing service' },
  },
} as const satisfies Record<string, DemoPerson>;

export type DemoRole = keyof typeof demoPersons;
