import type { Answer } from '../test-ledger.js';

const MINUTE_MS = 60_000;
const TRIES = 20;

/** What was made for a name in the same minute is given again, such as a token, which takes longer than an answer. */
export const forAMinute = <T>(): ((name: string, make: () => Promise<T>) => Promise<T>) => {
  const kept = new Map<string, Promise<T>>();
  return (name, make) => {
    const key = `${name} ${Math.floor(Date.now() / MINUTE_MS)}`;
    const made = kept.get(key) ?? make();
    kept.set(key, made);
    return made;
  };
};

/** Sends again what many were writing at once, as whoever is told so should do. */
export const patiently = async (send: () => Promise<Answer>): Promise<Answer> => {
  for (let n = 1; ; n += 1) {
    const answer = await send();
    if (answer.body['code'] !== 'too-busy' || n === TRIES) return answer;
  }
};
