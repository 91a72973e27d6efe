import type { TestLedger } from '../test-ledger.js';

/** Somebody with every right, in several persons, since who proposes a score may not verify it. */
export type Founder = {
  /** The id of what was recorded. @throws Error if it was not */
  post(path: string, body: object, hand?: number): Promise<string>;
};

export const founderOf = (ledger: TestLedger, root: string): Founder => ({
  post: async (path, body, hand = 0) => {
    const token = await ledger.token({ sub: `founder-${hand}`, role: 'central-officer', unit: root });
    const answer = await ledger.post(path, body, { as: 'nobody', headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 201) throw new Error(`POST ${path} gave ${answer.status} ${JSON.stringify(answer.body)}`);
    return String(answer.body['id']);
  },
});
