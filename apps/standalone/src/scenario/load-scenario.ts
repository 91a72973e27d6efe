import type { EventStore } from '@sohoi/event-store';
import { progressLine } from './progress-line.js';
import { runSteps } from './run-steps.js';
import { scenario } from './scenario.js';

/**
 * Loads the scenario, or what an interruption left of it; at once if it is loaded already.
 * @throws ScenarioNotLoaded if the log took another edition of it, begun and not ended
 * @throws the signal's reason if it is aborted: between two steps
 */
export const loadScenario = (store: EventStore, signal: AbortSignal): Promise<'loaded' | 'already-loaded'> =>
  runSteps(store, scenario, { signal, onProgress: progressLine(process.stderr) });
