/** One thing that must work before this process can serve; `detail` is shown to operators and holds no secret. */
export type ReadinessCheck = {
  readonly name: string;
  readonly check: () => Promise<{ readonly ready: boolean; readonly detail?: unknown }>;
};

export const READINESS_CHECKS = Symbol('ReadinessChecks');

export const runChecks = async (checks: readonly ReadinessCheck[]) => {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => ({
      name,
      ...(await check().catch(() => ({ ready: false, detail: 'unreachable' }))),
    })),
  );
  return { status: results.every(({ ready }) => ready) ? 'ready' : 'not ready', checks: results } as const;
};
