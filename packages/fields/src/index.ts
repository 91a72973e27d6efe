export * from './calendar.js';
export * from './fields.js';
export * from './personal.js';
