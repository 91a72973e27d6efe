import type { Right } from '@sohoi/access/events';
import { grantAll, rightOf } from '../grants.js';
import type { Grant } from '../grants.js';
import type { TestLedger } from '../test-ledger.js';
import { forAMinute, patiently } from './patience.js';

/** Somebody with every right, in several persons, since who proposes a score may not verify it. */
export type Founder = {
  /** The id of what was recorded. @throws Error if it was not */
  post(path: string, body: object, hand?: number): Promise<string>;
  /** The id of a simulation that is asked for. */
  simulate(): Promise<string>;
  /** The id of a webhook that is registered. */
  webhook(): Promise<string>;
  /** The id of the right, which the actor holds from then on. */
  grant(actor: string, right: Omit<Right, 'rightId'>): Promise<string>;
};

export const founderOf = (ledger: TestLedger): Founder => {
  const tokens = forAMinute<string>();
  const tokenOf = (sub: string): Promise<string> =>
    tokens(sub, async () => {
      await ledger.token({ sub, role: 'data-protection-officer', unit: null });
      return ledger.token({ sub, role: 'central-officer', unit: null });
    });
  return {
    post: async (path, body, hand = 0) => {
      const call = { as: 'nobody', headers: { authorization: `Bearer ${await tokenOf(`founder-${hand}`)}` } } as const;
      const answer = await patiently(() => ledger.post(path, body, call));
      if (answer.status !== 201) throw new Error(`POST ${path} gave ${answer.status} ${JSON.stringify(answer.body)}`);
      return String(answer.body['id']);
    },
    simulate: async () => {
      const token = await ledger.token({ sub: 'founder-who-tries', role: 'analyst', unit: null });
      const call = { as: 'nobody', headers: { authorization: `Bearer ${token}` } } as const;
      const { body } = await ledger.post('/v1/what-if', { name: 'Thử' }, call);
      return (body['data'] as { id: string }).id;
    },
    webhook: async () => {
      const token = await ledger.token({ sub: 'founder-who-listens', role: 'subscriber', unit: null });
      const call = { as: 'nobody', headers: { authorization: `Bearer ${token}` } } as const;
      const { body } = await ledger.post('/v1/webhooks', { url: 'https://service.example/', topic: 'training' }, call);
      return (body['data'] as { id: string }).id;
    },
    grant: async (actor, { unitId, ...terms }) => {
      const grant: Grant = { sub: actor, unit: unitId, ...terms };
      await grantAll(ledger.store, [grant]);
      return rightOf(grant).rightId;
    },
  };
};
