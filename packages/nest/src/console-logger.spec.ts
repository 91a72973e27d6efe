import { describe, expect, it, jest } from '@jest/globals';
import { consoleLogger } from './console-logger.js';

describe('what the console is told', () => {
  it('has no secrets, be they in the message, in an object, in an error or in its stack', () => {
    const written: string[] = [];
    const write = (chunk: unknown): boolean => written.push(String(chunk)) > 0;
    const spies = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation(write),
    );
    const logger = consoleLogger('test');
    const url = 'postgresql://sohoi:planted-secret@db/x';
    logger.log(`connecting to ${url}`);
    logger.warn({ headers: { authorization: 'Bearer planted-secret' } });
    logger.error(new Error(`no route to ${url}`));
    logger.error('failed', `Error: at ${url}\n    at file.ts:1:1`);
    for (const spy of spies) spy.mockRestore();
    expect(written.join('')).toMatch(/connecting to postgresql:\/\/sohoi:\[redacted\]@db/);
    expect(written.join('')).not.toContain('planted-secret');
  });
});
