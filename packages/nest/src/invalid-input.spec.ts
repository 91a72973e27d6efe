import { describe, expect, it } from '@jest/globals';
import { actorId } from '@sohoi/access/events';
import { count, id, name, plainDate } from '@sohoi/fields';
import { z } from 'zod';
import { fieldErrorsOf } from './invalid-input.js';

const schema = z.strictObject({
  id,
  name,
  women: count.optional(),
  at: plainDate,
  kind: z.enum(['a', 'b']).optional(),
  who: actorId.optional(),
});
const good = { id: '0197a7c0-0000-7000-8000-000000000001', name: 'Chi hội Ví Dụ', at: '2023-06-14' };

const errorsOf = (input: object) => {
  const parsed = schema.safeParse({ ...good, ...input });
  return parsed.success ? [] : fieldErrorsOf(parsed.error.issues);
};

describe('fieldErrorsOf', () => {
  it('names every unknown field', () => {
    expect(errorsOf({ nmae: 1, x: 2 }).map(({ field }) => field)).toEqual(['nmae', 'x']);
  });

  it.each([
    ['a text beyond its limit', { name: 'a'.repeat(201) }, 'name', 200],
    ['an empty text', { name: ' ' }, 'name', 1],
    ['a count beyond its limit', { women: 1e12 }, 'women', 100_000_000],
    ['a word that is not on the list', { kind: 'c' }, 'kind', ['a', 'b']],
  ])('says the limit of %s', (_what, input, field, limit) => {
    expect(errorsOf(input)).toMatchObject([{ field, limit }]);
  });

  it.each([
    [{ name: 'a\u0000' }, 'chứa ký tự điều khiển', 'holds a control character'],
    [{ name: '\ud83d' }, 'chứa nửa ký tự không hợp lệ', 'holds half of a surrogate pair'],
    [
      { who: 'một người' },
      '1 đến 200 ký tự ASCII nhìn thấy được, không có khoảng trắng, như trường sub của mã truy cập',
      '1 to 200 visible ASCII characters without blanks, as the sub of an access token',
    ],
    [{ at: '1800-01-01' }, 'ngày phải từ 1900-01-01', 'the date must be 1900-01-01 or later'],
  ])('has sentences of its own in both languages for %p', (input, vi, en) => {
    expect(errorsOf(input)[0]?.message).toEqual({ vi, en });
  });

  it.each([
    [{ name: undefined }, 'bắt buộc phải có', 'is required'],
    [{ name: 3 }, 'phải là chuỗi ký tự', 'must be a text'],
    [{ name: '' }, 'không được để trống', 'must not be empty'],
    [{ name: 'a'.repeat(201) }, 'tối đa 200 ký tự', 'at most 200 characters'],
    [{ women: -1 }, 'ít nhất 0', 'at least 0'],
    [{ women: 1.5 }, 'phải là số nguyên', 'must be a whole number'],
    [{ id: 'x' }, 'phải là mã UUID', 'must be a UUID'],
    [{ at: '2023-02-30' }, 'phải là ngày có thật, dạng yyyy-mm-dd', 'must be a date that exists, yyyy-mm-dd'],
    [{ kind: 'c' }, 'phải là một trong: a, b', 'must be one of: a, b'],
    [{ colour: 1 }, 'không có trường này', 'there is no such field'],
  ])('says plainly what is wrong with %p', (input, vi, en) => {
    expect(errorsOf(input)[0]?.message).toEqual({ vi, en });
  });

  it('says everything else in both languages too, and never what the other language says', () => {
    for (const input of [{ at: '2023-02-30' }, { id: 'x' }, { name: 3 }, { women: 1.5 }]) {
      const message = errorsOf(input)[0]?.message;
      expect(message?.vi).toBeTruthy();
      expect(message?.en).toBeTruthy();
      expect(message?.vi).not.toBe(message?.en);
    }
  });
});
