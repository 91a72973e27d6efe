export { createDemoProvider } from './provider.js';
export type { DemoProvider } from './provider.js';
