import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Edges } from './edges.js';
import { sendProblem } from './problem.filter.js';
import { problems } from './problems.js';

const SECONDS = 10;

/** A refused token costs so many requests, so that tokens are not tried in thousands. */
const REFUSED_TOKEN_COSTS = 10;

/** Counters in memory at most, whoever comes; who shares one by chance shares a limit. */
const COUNTERS = 65_536;

export const ACTOR_RATE = Symbol('ActorRate');

/** Seconds to wait, or null for a request that may go on. */
export type Rate = { take(who: string, cost?: number): Promise<number | null> };

/** Counts requests in windows of 10 s. The secret keeps others from choosing with whom they share a counter. */
export const rateOf = (points: number): Rate => {
  if (points === 0) return { take: () => Promise.resolve(null) };
  const limiter = new RateLimiterMemory({ points, duration: SECONDS });
  const secret = randomBytes(32);
  const counter = (who: string): number => createHmac('sha256', secret).update(who).digest().readUInt32BE(0) % COUNTERS;
  return {
    take: async (who, cost = 1) => {
      try {
        await limiter.consume(counter(who), cost);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      }
    },
  };
};

/** Per address, before anything is known of the client. Whether the process lives is always answered. */
export const addressLimit = ({ rates }: Edges): RequestHandler => {
  const rate = rateOf(rates.address);
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (request.path === '/health/live') return next();
    const address = networkOf(request.ip ?? '');
    const wait = await rate.take(address);
    if (wait !== null) return sendProblem(request, response, problems.tooManyRequests(wait));
    response.once('finish', () => {
      if (response.statusCode === 401) void rate.take(address, REFUSED_TOKEN_COSTS);
    });
    next();
  };
};

/** Of IPv6 the first 64 bits, which one household or server has to itself. */
export const networkOf = (address: string): string => {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4) return v4;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array<string>(missing).fill('0'), ...(tail ? tail.split(':') : [])];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
