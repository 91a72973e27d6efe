import { describe, expect, it } from '@jest/globals';
import { passwordCheck } from './password-check.js';

const opened = () => {
  const clock = { now: 0 };
  const check = passwordCheck('sesame', () => clock.now);
  const guess = (times: number, address = 'a'): void => {
    for (let n = 0; n < times; n += 1) check(address, `guess ${n}`);
  };
  return { clock, check, guess };
};

describe('the check of the password', () => {
  it('knows the right one from others', () => {
    const { check } = opened();
    expect(['sesame', 'Sesame', 'sesame ', ''].map((typed) => check('a', typed))).toEqual([
      'right',
      'wrong',
      'wrong',
      'wrong',
    ]);
  });

  it('lets an address wait a minute after five wrong ones, even with the right one', () => {
    const { clock, check, guess } = opened();
    guess(4);
    expect(check('a', 'wrong again')).toBe('wrong');
    expect(check('a', 'sesame')).toEqual({ waitSeconds: 60 });
    clock.now += 59_000;
    expect(check('a', 'sesame')).toEqual({ waitSeconds: 1 });
    clock.now += 1_000;
    expect(check('a', 'sesame')).toBe('right');
  });

  it('lets it wait again after each further wrong one', () => {
    const { clock, check, guess } = opened();
    guess(5);
    clock.now += 60_000;
    expect(check('a', 'still wrong')).toBe('wrong');
    expect(check('a', 'sesame')).toEqual({ waitSeconds: 60 });
  });

  it('forgets the wrong ones after a right one, and holds nothing against another address', () => {
    const { check, guess } = opened();
    guess(4);
    check('a', 'sesame');
    guess(4);
    expect(check('a', 'sesame')).toBe('right');
    guess(5);
    expect(check('b', 'sesame')).toBe('right');
  });

  it('remembers no more addresses than it has room for', () => {
    const { check, guess } = opened();
    guess(5, 'first');
    for (let n = 0; n < 10_000; n += 1) check(`address ${n}`, 'wrong');
    expect(check('first', 'sesame')).toBe('right');
  });
});
