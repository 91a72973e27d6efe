import { createHash, randomBytes } from 'node:crypto';

/** What an application that runs on this machine does to sign someone in: RFC 6749, 7636, 8252. */
export const REDIRECT_URI = 'http://127.0.0.1:51234/callback';
export const CLIENT_ID = 'sohoi-console';

export type Tokens = {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
};

/** A browser as far as signing in needs one: it keeps cookies by path, and follows no redirect by itself. */
export const browser = () => {
  const cookies = new Map<string, { readonly path: string; readonly value: string }>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url);
    const sent = [...cookies].filter(([, { path }]) => pathname.startsWith(path));
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        'accept-language': 'en',
        ...init.headers,
        cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...value] = pair.split('=');
      const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice('path='.length) ?? '/';
      if (value.join('=') === '') cookies.delete(name);
      else cookies.set(name, { path, value: value.join('=') });
    }
    return response;
  };
};

export type Browser = ReturnType<typeof browser>;

export const verifierAndChallenge = () => {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

export const authorizationUrl = (issuer: string, more: Readonly<Record<string, string>>): string =>
  `${issuer}/auth?${new URLSearchParams({
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile ledger',
    state: 'state-1',
    nonce: 'nonce-1',
    ...more,
  })}`;

export const form = (fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** Where an answer sends the browser; what it said instead is in the error. */
export const locationOf = async (response: Response): Promise<string> => {
  const location = response.headers.get('location');
  if (!location) throw new Error(`${response.status} sends nowhere: ${await response.text()}`);
  return new URL(location, response.url).href;
};

/** From the application to the sign-in page; its address. */
export const openSignIn = async (visit: Browser, issuer: string, challenge: string): Promise<string> =>
  locationOf(await visit(authorizationUrl(issuer, { code_challenge: challenge, code_challenge_method: 'S256' })));

/** From the sign-in page back to the application: the address with the code. */
export const typeIn = async (visit: Browser, page: string, person: string, password: string): Promise<URL> => {
  const resume = await locationOf(await visit(page, form({ person, password })));
  return new URL(await locationOf(await visit(resume)));
};

export const redeem = (issuer: string, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${issuer}/token`, form({ client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, ...fields }));

/** The whole flow; what the application holds in the end. */
export const signIn = async (issuer: string, person: string, password: string, visit = browser()): Promise<Tokens> => {
  const { verifier, challenge } = verifierAndChallenge();
  const page = await openSignIn(visit, issuer, challenge);
  const code = (await typeIn(visit, page, person, password)).searchParams.get('code') ?? '';
  const response = await redeem(issuer, { grant_type: 'authorization_code', code, code_verifier: verifier });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Tokens;
};
