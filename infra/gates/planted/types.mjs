/** What does not compile in a pure room. */
export const typeViolations = [
  ['console', 'console.log(1);'],
  ['process', 'export const pid = process.pid;'],
  ['fetch', "export const page = fetch('x');"],
  ['timer', 'setTimeout(() => undefined, 1);'],
  ['performance', 'export const now = performance.now();'],
  ['crypto', 'export const id = crypto.randomUUID();'],
  ['buffer', "export const bytes = Buffer.from('x');"],
  ['enum', 'export enum Level {\n  Good,\n}'],
  ['property', 'export class A {\n  constructor(readonly a: string) {}\n}'],
  ['decorator', 'declare const d: any;\nexport class A {\n  constructor(@d a: string) {\n    void a;\n  }\n}'],
  ['index', 'export const first = (list: string[]): string => list[0];'],
  ['optional', 'export const a: { b?: string } = { b: undefined };'],
].map(([name, text]) => ({ file: `packages/decider/src/planted-${name}.ts`, text: `${text}\nexport {};\n` }));
