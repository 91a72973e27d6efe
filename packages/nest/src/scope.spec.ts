import { describe, expect, it } from '@jest/globals';
import { common, pathWithin, scopeOf, scopeParameters } from './scope.js';

describe('a scope', () => {
  it('keeps only the outermost subtrees, each once', () => {
    expect(scopeOf(['a.b', 'a.b.c', 'a.bc', 'a.b', 'd'])).toEqual(['a.b', 'a.bc', 'd']);
    expect(scopeOf(['a', '', 'b.c'])).toEqual(['']);
  });

  it('has in common with another what lies in both', () => {
    expect(common(['a.b', 'c'], ['a'])).toEqual(['a.b']);
    expect(common(['a'], ['a.b', 'c.d'])).toEqual(['a.b']);
    expect(common([''], ['a.b'])).toEqual(['a.b']);
    expect(common(['a.b'], ['a.bc'])).toEqual([]);
  });

  it('binds its paths as parameters', () => {
    expect(pathWithin('place.path', ['a', 'b.c'])).toBe(
      '(place.path <@ :scope0::public.ltree OR place.path <@ :scope1::public.ltree)',
    );
    expect(scopeParameters(['a', 'b.c'])).toEqual({ scope0: 'a', scope1: 'b.c' });
  });

  it('is everything with the empty path, and nothing without any', () => {
    expect(pathWithin('place.path', [''])).toBe('TRUE');
    expect(scopeParameters([''])).toEqual({});
    expect(pathWithin('place.path', [])).toBe('FALSE');
  });
});
