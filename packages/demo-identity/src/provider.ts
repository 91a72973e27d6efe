import type { ServerResponse } from 'node:http';
import type { SessionsFrom } from './ended-sessions.adapter.js';
import { IssuedProvider } from './issued.provider.js';
import type { ClientRequest } from './issued.provider.js';
import { ensureSecret, randomPassword, randomSecret } from './kept-secret.js';
import { CONTENT_SECURITY_POLICY } from './pages.js';
import { passwordCheck } from './password-check.js';
import { providerConfiguration } from './provider.configuration.js';
import { ensureSigningKey } from './signing-key.js';
import { signIn } from './sign-in.js';
import { signInLimit } from './sign-in.limit.js';
import type { SignInRate } from './sign-in.limit.js';

export type DemoProvider = (request: ClientRequest, response: ServerResponse) => void;

/**
 * The OIDC provider of the standalone: code flow with PKCE for demo persons, client credentials for the demo service.
 * Its keys and secrets are those of the data folder, made if there are none; sessions are in memory.
 * @param issuer address at which the returned handler is mounted, e.g. `http://127.0.0.1:8080/oidc`
 * @param sessionsFrom what was given before then is worth nothing
 * @param rate how often an address may begin to sign in
 * @param report hears of every error that is not the client's
 */
export const createDemoProvider = async (
  dataDir: string,
  issuer: string,
  sessionsFrom: SessionsFrom,
  rate: SignInRate,
  report: (error: unknown) => void,
): Promise<DemoProvider> => {
  const provider = new IssuedProvider(
    issuer,
    providerConfiguration(
      {
        signingKey: await ensureSigningKey(dataDir),
        cookieKey: await ensureSecret(dataDir, 'cookie-key', randomSecret),
        subscriberSecret: await ensureSecret(dataDir, 'demo-subscriber-secret', randomSecret),
      },
      sessionsFrom,
    ),
  );
  provider.on('server_error', (_context, error) => report(error));
  provider.onerror = (error) => {
    if (!isOfClient(error)) report(error);
  };
  provider.use(async (context, next) => {
    context.set('content-security-policy', CONTENT_SECURITY_POLICY);
    context.set('referrer-policy', 'no-referrer');
    await next();
  });
  provider.use(signInLimit(rate));
  provider.use(signIn(provider, passwordCheck(await ensureSecret(dataDir, 'demo-password', randomPassword))));
  const answer = provider.callback();
  return (request, response) => void answer(request, response);
};

const isOfClient = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
