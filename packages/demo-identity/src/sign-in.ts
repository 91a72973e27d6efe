import type { IncomingMessage } from 'node:http';
import { errors } from 'oidc-provider';
import type { Provider } from 'oidc-provider';
import { languageOf } from './pages.js';
import type { Language } from './pages.js';
import type { passwordCheck } from './password-check.js';
import { showError } from './provider.pages.js';
import { signInPage, signInPersons } from './sign-in.page.js';
import type { SignInFailure } from './sign-in.page.js';

/** Far more than the form can send. */
const MAX_FORM_BYTES = 4_096;

type Middleware = Parameters<Provider['use']>[0];

/**
 * The page under `/interaction/…` on which a demo person signs in: shown by GET, and with the form that comes back the
 * provider is told who it is. Each sign-in asks for the password; there is no way around it.
 */
export const signIn =
  (provider: Provider, check: ReturnType<typeof passwordCheck>): Middleware =>
  async (context, next) => {
    if (!/^\/interaction\/[\w-]+$/.test(context.path)) return next();
    if (context.method !== 'GET' && context.method !== 'POST') return context.throw(405);
    const interaction = await provider.interactionDetails(context.req, context.res).catch((error: unknown) => {
      if (error instanceof errors.OIDCProviderError) return error;
      throw error;
    });
    if (interaction instanceof Error) {
      context.status = 400;
      return showError(context, interaction);
    }
    const { params } = interaction;
    const asked = typeof params['ui_locales'] === 'string' ? params['ui_locales'] : context.get('accept-language');
    const language: Language = languageOf(asked);
    const show = (status: number, chosen?: string, failure?: SignInFailure): void => {
      context.status = status;
      context.type = 'html';
      context.set('content-language', language);
      context.body = signInPage(language, { chosen, ...(failure !== undefined && { failure }) });
    };
    if (context.method === 'GET') return show(200);

    const form = await formOf(context.req);
    if (!form) return context.throw(413);
    const chosen = form.get('person') ?? '';
    if (!signInPersons.some(({ sub }) => sub === chosen)) return show(400, chosen, 'nobody');
    const verdict = check(context.ip, form.get('password') ?? '');
    if (verdict === 'wrong') return show(401, chosen, 'wrong');
    if (verdict !== 'right') {
      context.set('retry-after', String(verdict.waitSeconds));
      return show(429, chosen, verdict);
    }
    const result = { login: { accountId: chosen, remember: false, amr: ['pwd'] }, consent: {} };
    return context.redirect(await provider.interactionResult(context.req, context.res, result));
  };

/** Null for a body that is larger than the form. */
const formOf = async (request: IncomingMessage): Promise<URLSearchParams | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_FORM_BYTES) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
};
