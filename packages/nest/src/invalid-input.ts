import { z } from 'zod';
import type { FieldError, Sentence } from './problem.js';

const sentences = { vi: z.locales.vi(), en: z.locales.en() };

/** What the field schemas of `@sohoi/fields` say by a code of their own. */
const own: Readonly<Record<string, Sentence>> = {
  'unpaired-surrogate': { vi: 'chứa nửa ký tự không hợp lệ', en: 'holds half of a surrogate pair' },
  'control-character': { vi: 'chứa ký tự điều khiển', en: 'holds a control character' },
  code: {
    vi: 'chỉ gồm chữ thường không dấu, số và dấu gạch nối, tối đa 64 ký tự',
    en: 'lower-case letters, digits and hyphens only, at most 64',
  },
  'date-too-early': { vi: 'ngày phải từ 1900-01-01', en: 'the date must be 1900-01-01 or later' },
  'idempotency-key': {
    vi: '1 đến 200 ký tự ASCII nhìn thấy được, không có khoảng trắng',
    en: '1 to 200 visible ASCII characters without blanks',
  },
  'if-match': { vi: 'phải là ETag đã nhận, ví dụ "3"', en: 'must be an ETag as received, such as "3"' },
  cursor: {
    vi: 'phải là con trỏ của trang trước, cùng bộ lọc',
    en: 'must be the cursor of a former page of the same query',
  },
  position: { vi: 'phải là vị trí mà sổ đã trả về', en: 'must be a position that the ledger gave out' },
  stream: { vi: 'phải có dạng loại-mã, ví dụ member-0197…', en: 'must read category-id, such as member-0197…' },
  'future-date': { vi: 'ngày không được ở tương lai', en: 'the date must not lie in the future' },
};

type Issue = z.core.$ZodIssue;

const limitOf = (issue: Issue): unknown => {
  switch (issue.code) {
    case 'too_big':
      return Number(issue.maximum);
    case 'too_small':
      return Number(issue.minimum);
    case 'invalid_value':
      return issue.values;
    case 'not_multiple_of':
      return issue.divisor;
    case 'custom':
      return issue.params?.['limit'];
    default:
      return undefined;
  }
};

const sentenceOf = (issue: Issue): Sentence => {
  const known = own[issue.message];
  if (known) return known;
  const say = (language: 'vi' | 'en'): string => {
    const said = sentences[language].localeError(issue as Parameters<typeof sentences.vi.localeError>[0]);
    return typeof said === 'string' ? said : (said?.message ?? issue.message);
  };
  return { vi: say('vi'), en: say('en') };
};

/** One entry per field: its path, what is wrong with it in both languages, and the limit. */
export const fieldErrorsOf = (issues: readonly Issue[], parameter?: string): readonly FieldError[] =>
  issues.flatMap((issue) => {
    const path = [...(parameter ? [parameter] : []), ...issue.path].map(String);
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    const limit = limitOf(issue);
    return fields.map((field) => ({
      field: field.join('.') || 'body',
      message: sentenceOf(issue),
      ...(limit !== undefined && { limit }),
    }));
  });
