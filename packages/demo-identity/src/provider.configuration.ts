import type { JWK } from 'jose';
import { errors } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import { boundedAdapter } from './bounded.adapter.js';
import { withoutEndedSessions } from './ended-sessions.adapter.js';
import type { SessionsFrom } from './ended-sessions.adapter.js';
import { demoPersons } from './persons.js';
import { showError, showLoggedOut, showLogout } from './provider.pages.js';
import { signInPersons } from './sign-in.page.js';
import { DEMO_AUDIENCE, TOKEN_LIFETIME_S } from './token.js';

/** The console of whoever runs on this machine; it has no secret, so each sign-in is bound to it by PKCE. */
export const CONSOLE_CLIENT = 'sohoi-console';

/** What access tokens are asked for as a resource (RFC 8707); in the token stands the audience `sohoi`. */
export const DEMO_RESOURCE = 'urn:sohoi:ledger';
const LEDGER_SCOPE = 'ledger';

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

/** How long one sign-in lasts, in seconds: a working day. */
const SESSION_S = 8 * 3600;

export type ProviderSecrets = {
  readonly signingKey: JWK;
  readonly cookieKey: string;
  readonly subscriberSecret: string;
};

export const providerConfiguration = (
  { signingKey, cookieKey, subscriberSecret }: ProviderSecrets,
  sessionsFrom: SessionsFrom,
): Configuration => ({
  adapter: withoutEndedSessions(boundedAdapter(), sessionsFrom),
  jwks: { keys: [{ ...signingKey }] } as NonNullable<Configuration['jwks']>,
  cookies: { keys: [cookieKey], long: { path: '/oidc', httpOnly: true, sameSite: 'lax', signed: true } },
  clients: [
    {
      client_id: CONSOLE_CLIENT,
      client_name: 'Sổ Hội',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      // On a loopback address any port will do (RFC 8252, 7.3).
      redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
      post_logout_redirect_uris: ['http://127.0.0.1/', 'http://localhost/'],
    },
    {
      client_id: demoPersons.subscriber.sub,
      client_secret: subscriberSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  clientBasedCORS: (_context, origin, client) => client.clientId === CONSOLE_CLIENT && LOOPBACK.test(origin),
  responseTypes: ['code'],
  scopes: ['openid', 'profile'],
  claims: { openid: ['sub'], profile: ['name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  allowOmittingSingleRegisteredRedirectUri: false,
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
    revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: { enabled: true, logoutSource: showLogout, postLogoutSuccessSource: showLoggedOut },
    // The ledger takes plain bearer tokens alone.
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => DEMO_RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_context, resource) => {
        if (resource !== DEMO_RESOURCE) throw new errors.InvalidTarget();
        return {
          audience: DEMO_AUDIENCE,
          scope: LEDGER_SCOPE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_LIFETIME_S,
        };
      },
    },
  },
  loadExistingGrant: grantOfSession,
  issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  // A log-out ends all that the sign-in gave.
  expiresWithSession: async () => true,
  findAccount: (_context, sub) => {
    const person = signInPersons.find((one) => one.sub === sub);
    return person && { accountId: sub, claims: () => ({ sub, name: person.name.vi }) };
  },
  interactions: { url: (_context, { uid }) => `/oidc/interaction/${uid}` },
  ttl: {
    AccessToken: TOKEN_LIFETIME_S,
    ClientCredentials: TOKEN_LIFETIME_S,
    AuthorizationCode: 60,
    IdToken: TOKEN_LIFETIME_S,
    Interaction: 600,
    RefreshToken: SESSION_S,
    Grant: SESSION_S,
    Session: SESSION_S,
  },
  renderError: showError,
});

type Context = Parameters<NonNullable<Configuration['loadExistingGrant']>>[0];

/** Nobody is asked what the demo's own application may do. */
const grantOfSession = async ({ oidc }: Context) => {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const existing = grantId ? await provider.Grant.find(grantId) : undefined;
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  grant.addResourceScope(DEMO_RESOURCE, LEDGER_SCOPE);
  await grant.save();
  return grant;
};
