export { openHost } from './host.js';
export type { HostOptions } from './host.js';
export { logReadiness } from './log.readiness.js';
export { createProjector } from './projector.js';
export type { Projector, ProjectorOptions } from './projector.js';
export { subscriptionMetrics } from './subscription.metrics.js';
