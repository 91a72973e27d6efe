import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

/** When all that an account had open was last ended, as an ISO 8601 instant in UTC; null: never. */
export type SessionsFrom = (accountId: string) => Promise<string | null>;

/** What an account's sign-in gave before its sessions were ended (session, grant, code, refresh token) is there no more. */
export const withoutEndedSessions = (factory: AdapterFactory, sessionsFrom: SessionsFrom): AdapterFactory => {
  const standing = async (payload: AdapterPayload | undefined | void): Promise<AdapterPayload | undefined> => {
    if (!payload?.accountId) return payload ?? undefined;
    const from = await sessionsFrom(payload.accountId);
    // In whole seconds, and cut: what was given in the very second is ended, too.
    const since = payload.loginTs ?? payload.iat ?? 0;
    return from !== null && since * 1000 < Date.parse(from) ? undefined : payload;
  };
  return (kind) => {
    const adapter = factory(kind);
    return {
      ...adapter,
      find: async (id) => standing(await adapter.find(id)),
      findByUid: async (uid) => standing(await adapter.findByUid(uid)),
      findByUserCode: async (code) => standing(await adapter.findByUserCode(code)),
    };
  };
};
