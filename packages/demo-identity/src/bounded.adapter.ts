import { errors } from 'oidc-provider';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Of each kind: sessions, sign-ins under way, codes, refresh tokens, grants. */
const MAX_OF_A_KIND = 2_000;

type Kept = { readonly payload: AdapterPayload; readonly until: number };

/**
 * What the provider remembers: in memory, until it expires, and of each kind so many at most. Then a sign-in that begins
 * is refused, for anyone can begin one, and none that is under way may go for it; of other kinds what belongs to nobody
 * goes, then the oldest.
 * A restart forgets all of it, so everyone signs in again.
 * @param now milliseconds since 1970
 */
export const boundedAdapter = (now: () => number = Date.now, max = MAX_OF_A_KIND): AdapterFactory => {
  return (kind) => shelf(new Map(), now, max, kind === 'Interaction');
};

/** As many sign-ins are under way as there is room for: 503 on a page, not sent back to the application. */
export class NoRoom extends errors.OIDCProviderError {
  constructor() {
    super(503, 'temporarily_unavailable');
    this.allow_redirect = false;
    // Foreseen, so it is not reported.
    this.expose = true;
  }
}

const shelf = (kept: Map<string, Kept>, now: () => number, max: number, refuses: boolean): Adapter => {
  const valid = (entry: Kept | undefined): AdapterPayload | undefined =>
    entry && entry.until > now() ? entry.payload : undefined;
  const findBy = async (fits: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> =>
    [...kept.values()].map(valid).find((payload) => payload !== undefined && fits(payload));

  const makeRoom = (): void => {
    for (const [id, { until }] of kept) if (until <= now()) kept.delete(id);
    if (kept.size >= max && refuses) throw new NoRoom();
    for (const [id, { payload }] of kept) {
      if (kept.size < max) return;
      if (!payload.accountId) kept.delete(id);
    }
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
