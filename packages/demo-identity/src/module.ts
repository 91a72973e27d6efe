export { createDemoProvider } from './provider.js';
export type { DemoProvider } from './provider.js';
export type { SignInRate } from './sign-in.limit.js';
