export * from './fields.js';
export * from './personal.js';
