import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Of each kind: sessions, sign-ins under way, codes, refresh tokens, grants. */
const MAX_OF_A_KIND = 2_000;

type Kept = { readonly payload: AdapterPayload; readonly until: number };

/**
 * What the provider remembers: in memory, until it expires, and of each kind so many at most; then the oldest goes.
 * A restart forgets all of it, so everyone signs in again.
 * @param now milliseconds since 1970
 */
export const boundedAdapter = (now: () => number = Date.now, max = MAX_OF_A_KIND): AdapterFactory => {
  return () => shelf(new Map(), now, max);
};

const shelf = (kept: Map<string, Kept>, now: () => number, max: number): Adapter => {
  const valid = (entry: Kept | undefined): AdapterPayload | undefined =>
    entry && entry.until > now() ? entry.payload : undefined;
  const findBy = async (fits: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> =>
    [...kept.values()].map(valid).find((payload) => payload !== undefined && fits(payload));

  const makeRoom = (): void => {
    for (const [id, { until }] of kept) if (until <= now()) kept.delete(id);
    for (const id of kept.keys()) {
      if (kept.size < max) return;
      kept.delete(id);
    }
  };

  return {
    upsert: async (id, payload, expiresIn) => {
      kept.delete(id);
      if (kept.size >= max) makeRoom();
      kept.set(id, { payload, until: expiresIn === undefined ? Infinity : now() + expiresIn * 1000 });
    },
    find: async (id) => valid(kept.get(id)),
    findByUid: (uid) => findBy((payload) => payload.uid === uid),
    findByUserCode: (userCode) => findBy((payload) => payload.userCode === userCode),
    consume: async (id) => {
      const entry = kept.get(id);
      if (entry) kept.set(id, { ...entry, payload: { ...entry.payload, consumed: Math.floor(now() / 1000) } });
    },
    destroy: async (id) => {
      kept.delete(id);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id);
    },
  };
};
