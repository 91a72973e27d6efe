import { pnpm } from './pnpm.mjs';

const reportIn = (output) => {
  const text = /^\{[\s\S]*^\}/m.exec(output)?.[0];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Asks the registry what is known against the packages that run in production. Gives what to print and the exit code:
 * 1 for a high or critical finding, 0 else. A registry that offers no advisories is said out loud, and fails nothing.
 */
export const audit = async (...options) => {
  const { output } = await pnpm('audit', '--prod', '--audit-level', 'high', '--json', ...options);
  const report = reportIn(output);
  if (report?.metadata === undefined) {
    const why = /ERR_[A-Z_]+/.exec(output)?.[0] ?? 'no readable answer';
    return {
      code: 0,
      says: [`AUDIT NOT DONE: this registry gives no security advisories (${why}); nothing was checked.`],
    };
  }
  const grave = Object.values(report.advisories ?? {}).filter(({ severity }) => /^(high|critical)$/.test(severity));
  return {
    code: grave.length === 0 ? 0 : 1,
    says: [
      ...grave.map(
        ({ severity, module_name, vulnerable_versions, title, url }) =>
          `${severity}: ${module_name} ${vulnerable_versions}: ${title} (${url})`,
      ),
      `audit: ${grave.length} high or critical findings; looked at ${report.metadata.totalDependencies} packages`,
    ],
  };
};
