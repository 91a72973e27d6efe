import { registerHooks } from 'node:module';

/**
 * Lets plain Node import our TypeScript sources, whose types it strips by itself: `./x.js` means `./x.ts` there.
 * A workspace package resolves to its sources if `source` is among `conditions`, else to its build.
 */
export const registerTypeScript = ({ conditions = [] } = {}) =>
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const fromSource = context.parentURL?.endsWith('.ts') && /^\.{1,2}\//.test(specifier);
      return nextResolve(fromSource ? specifier.replace(/\.js$/, '.ts') : specifier, {
        ...context,
        conditions: [...conditions, ...context.conditions],
      });
    },
  });
