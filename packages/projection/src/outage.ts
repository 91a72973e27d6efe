/**
 * PostgreSQL's error classes that say nothing about the statement: 08 connection, 25P03 too long idle, 40 rolled back (deadlock,
 * serialisation), 53 out of resources, 55P03 lock not available, 57 stopped by an operator or a time-out, 58 system.
 */
const OUTAGE_STATES = /^(08|25P03|40|53|55P03|57|58)/;

const NETWORK_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOENT'],
  ...['ENETDOWN', 'ENETUNREACH', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

/** `pg` gives these no code. */
const DRIVER_MESSAGES =
  /Connection terminated|connection error|Client was closed|timeout exceeded when trying to connect|Query read timeout/;

/**
 * True if the same work may succeed later, since the database or the way to it failed, or a port says so of its error
 * (`passing: true`): keys that are being rotated, a device that is away. All else is a fault of the event or of this
 * program, and trying again would not help.
 */
export const isOutage = (error: unknown): boolean => {
  // An error of Node's own network code may come from another realm, where `instanceof` says no.
  if (!Error.isError(error)) return false;
  if ('passing' in error && error.passing === true) return true;
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  if ('code' in error && typeof error.code === 'string') {
    return OUTAGE_STATES.test(error.code) || NETWORK_CODES.has(error.code);
  }
  return DRIVER_MESSAGES.test(error.message) || isOutage(error.cause);
};

/** Milliseconds to wait before the n-th try anew (from 1): doubles up to 5 s, half of it by chance. */
export const backoff = (attempt: number, random: () => number = Math.random): number => {
  const full = Math.min(100 * 2 ** (attempt - 1), 5000);
  return full / 2 + (random() * full) / 2;
};
