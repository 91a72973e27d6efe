/** What a projector does beside running projections, and what of it is in trouble. */
export type Chore = 'requests' | 'builds' | 'shard sets' | 'spread of shards';

/** Chores that fail, and why; what fails is tried again and again, and told once for each reason. */
export type Troubles = {
  /** Does it, and tells what becomes of it; `otherwise` if it fails. */
  attempt<T>(chore: Chore, work: () => Promise<T>, otherwise: T): Promise<T>;
  tell(chore: Chore, error: unknown): void;
  now(): Readonly<Partial<Record<Chore, string>>>;
};

/** @param onTrouble is told of each new reason, and of null once it is over */
export const troubles = (onTrouble?: (chore: Chore, reason: string | null) => void): Troubles => {
  const reasons = new Map<Chore, string>();
  const tell = (chore: Chore, error: unknown): void => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (reasons.get(chore) === reason) return;
    reasons.set(chore, reason);
    onTrouble?.(chore, reason);
  };
  return {
    tell,
    attempt: async (chore, work, otherwise) => {
      try {
        const done = await work();
        if (reasons.delete(chore)) onTrouble?.(chore, null);
        return done;
      } catch (error) {
        tell(chore, error);
        return otherwise;
      }
    },
    now: () => Object.fromEntries(reasons),
  };
};
