import { describe, expect, it } from '@jest/globals';
import { bodyOf, languageOf, Problem } from './problem.js';

describe('languageOf', () => {
  it.each([
    [undefined, 'vi'],
    ['', 'vi'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,vi;q=0.8', 'en'],
    ['vi;q=0.5, en;q=0.4', 'vi'],
    ['fr, en;q=0.2', 'en'],
    ['en;q=0', 'vi'],
    ['de', 'vi'],
  ])('understands Accept-Language %p as %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('bodyOf', () => {
  const problem = new Problem(
    400,
    'invalid-input',
    { vi: 'Sai.', en: 'Wrong.' },
    { errors: [{ field: 'at', limit: '2023-06-30', message: { vi: 'muộn', en: 'late' } }] },
  );

  it('speaks one language and names field and limit', () => {
    expect(bodyOf(problem, 'vi', 'c1')).toEqual({
      type: 'urn:sohoi:problem:invalid-input',
      title: 'Sai.',
      status: 400,
      code: 'invalid-input',
      errors: [{ field: 'at', message: 'muộn', limit: '2023-06-30' }],
      correlationId: 'c1',
    });
    expect(bodyOf(problem, 'en', undefined)).toMatchObject({ title: 'Wrong.', errors: [{ message: 'late' }] });
  });
});
