import type { Provider } from 'oidc-provider';
import { showTooMany } from './provider.pages.js';

/** Seconds that an address has to wait before it begins another sign-in; null: none. */
export type SignInRate = (address: string) => Promise<number | null>;

type Middleware = Parameters<Provider['use']>[0];

/** What is remembered by the provider without anyone having signed in; the path may end in a slash. */
const BEGINS = /^\/(auth|session\/end)\/?$/i;

/** Refuses the address that begins too many sign-ins, before anything is remembered of another one. */
export const signInLimit =
  (rate: SignInRate): Middleware =>
  async (context, next) => {
    const seconds = BEGINS.test(context.path) ? await rate(context.ip) : null;
    if (seconds === null) return next();
    context.status = 429;
    context.set('retry-after', String(seconds));
    showTooMany(context, seconds);
  };
