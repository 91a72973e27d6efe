type Waiting<T> = {
  readonly ids: readonly string[];
  readonly resolve: (found: ReadonlyMap<string, T>) => void;
  readonly reject: (error: unknown) => void;
};

/** Questions under way at the same time, and so the most connections that they take. */
const IN_FLIGHT = 2;

/** Ids in one question to the database; a single call may have more. */
const MOST_IDS = 2000;

/** Asks for many callers at once: those who come while a question is under way go together with the next one. */
export const batched = <T>(
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): ((ids: readonly string[]) => Promise<ReadonlyMap<string, T>>) => {
  const waiting: Waiting<T>[] = [];
  let flying = 0;

  const send = async (): Promise<void> => {
    const batch = nextBatch(waiting);
    const ids = [...new Set(batch.flatMap((one) => one.ids))];
    flying += 1;
    try {
      const found = await load(ids);
      for (const { ids: own, resolve } of batch) {
        resolve(new Map(own.flatMap((id) => (found.has(id) ? [[id, found.get(id) as T]] : []))));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      flying -= 1;
      schedule();
    }
  };

  const schedule = (): void => {
    if (waiting.length > 0 && flying < IN_FLIGHT) void send();
  };

  return (ids) =>
    ids.length === 0
      ? Promise.resolve(new Map())
      : new Promise((resolve, reject) => {
          waiting.push({ ids, resolve, reject });
          schedule();
        });
};

const nextBatch = <T>(waiting: Waiting<T>[]): Waiting<T>[] => {
  let room = MOST_IDS;
  const fitting = waiting.findIndex(({ ids }, n) => {
    room -= ids.length;
    return n > 0 && room < 0;
  });
  return waiting.splice(0, fitting === -1 ? waiting.length : fitting);
};
