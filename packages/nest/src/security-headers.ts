import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet, { strictTransportSecurity } from 'helmet';

const NOTHING = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] };

const headers = (directives: Record<string, string[]>): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });

/** JSON needs nothing of a browser. */
const ofJson = headers({ ...NOTHING, sandbox: [] });

/** The documentation page runs scripts of this address only; its styles are inline. */
const ofDocs = headers({
  ...NOTHING,
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
});

const A_YEAR = 31_536_000;
const hsts = strictTransportSecurity({ maxAge: A_YEAR, includeSubDomains: true });

/** What a browser is told; over TLS, also of a trusted proxy, never to come without it again. */
export const securityHeaders: readonly RequestHandler[] = [
  (request: Request, response: Response, next: NextFunction) =>
    (/^\/docs(\/|$)/.test(request.path) ? ofDocs : ofJson)(request, response, next),
  (request, response, next) => {
    if (request.secure) hsts(request, response, next);
    else next();
  },
];
