import { z } from 'zod';
import type { Sentence } from './problem.js';

type Issue = z.core.$ZodIssue;

const locales = { vi: z.locales.vi(), en: z.locales.en() };

/** What the field schemas say by a word of their own. */
const own: Readonly<Record<string, Sentence>> = {
  'unpaired-surrogate': { vi: 'chứa nửa ký tự không hợp lệ', en: 'holds half of a surrogate pair' },
  'control-character': { vi: 'chứa ký tự điều khiển', en: 'holds a control character' },
  code: {
    vi: 'chỉ gồm chữ thường không dấu, số và dấu gạch nối, tối đa 64 ký tự',
    en: 'lower-case letters, digits and hyphens only, at most 64',
  },
  'date-too-early': { vi: 'ngày phải từ 1900-01-01', en: 'the date must be 1900-01-01 or later' },
  'future-date': { vi: 'ngày không được ở tương lai', en: 'the date must not lie in the future' },
  'idempotency-key': {
    vi: '1 đến 200 ký tự ASCII nhìn thấy được, không có khoảng trắng',
    en: '1 to 200 visible ASCII characters without blanks',
  },
  'actor-id': {
    vi: '1 đến 200 ký tự ASCII nhìn thấy được, không có khoảng trắng, như trường sub của mã truy cập',
    en: '1 to 200 visible ASCII characters without blanks, as the sub of an access token',
  },
  'if-match': { vi: 'phải là ETag đã nhận, ví dụ "3"', en: 'must be an ETag as received, such as "3"' },
  'webhook-url': {
    vi: 'phải là địa chỉ https://…, không có tên đăng nhập và phần sau dấu #',
    en: 'must be an address https://… without credentials or a fragment',
  },
  sequence: { vi: 'phải là sequence của một sự kiện', en: 'must be the sequence of an event' },
  cursor: {
    vi: 'phải là con trỏ của trang trước, cùng bộ lọc',
    en: 'must be the cursor of a former page of the same query',
  },
  'identity-number': { vi: 'phải gồm đúng 12 chữ số', en: 'must be exactly 12 digits' },
  phone: {
    vi: 'phải là số điện thoại: 6 đến 30 chữ số, dấu cách, dấu chấm, gạch nối hoặc ngoặc',
    en: 'must be a telephone number: 6 to 30 digits, blanks, dots, dashes or brackets',
  },
  'nothing-to-correct': { vi: 'phải có ít nhất một trường cần sửa', en: 'must hold at least one field to correct' },
  purpose: { vi: 'phải nêu mục đích khi xem dữ liệu nhạy cảm', en: 'must be said where sensitive data are read' },
  'name-or-number': {
    vi: 'phải có đúng một trong hai: name hoặc identityNumber',
    en: 'must be given, or name, and not both',
  },
  period: {
    vi: 'phải là mã UUID của kỳ, hoặc mã kỳ tối đa 30 ký tự như 2023-H1',
    en: 'must be the UUID of a period, or its code of at most 30 characters such as 2023-H1',
  },
  'half-year': { vi: 'phải là nửa năm, ví dụ 2023-H1', en: 'must be a half-year, such as 2023-H1' },
  position: { vi: 'phải là vị trí mà sổ đã trả về', en: 'must be a position that the ledger gave out' },
  'as-of': {
    vi: 'phải là vị trí mà sổ đã trả về, hoặc thời điểm như 2026-01-31T08:00:00+07:00',
    en: 'must be a position that the ledger gave out, or an instant such as 2026-01-31T08:00:00+07:00',
  },
  stream: { vi: 'phải có dạng loại-mã, ví dụ member-0197…', en: 'must read category-id, such as member-0197…' },
  subject: { vi: 'phải có dạng loại/mã, ví dụ member/0197…', en: 'must read kind/id, such as member/0197…' },
  'last-event-id': {
    vi: 'phải là id hoặc sequence của một sự kiện',
    en: 'must be the id or the sequence of an event',
  },
  'webhook-from': {
    vi: 'phải là now, beginning, hoặc id hay sequence của một sự kiện',
    en: 'must be now, beginning, or the id or the sequence of an event',
  },
  'public-type': {
    vi: 'phải là các loại sự kiện công khai, cách nhau bằng dấu phẩy',
    en: 'must be types of public events, with commas between',
  },
};

const kinds: Readonly<Record<string, Sentence>> = {
  string: { vi: 'chuỗi ký tự', en: 'a text' },
  number: { vi: 'số', en: 'a number' },
  int: { vi: 'số nguyên', en: 'a whole number' },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  array: { vi: 'danh sách', en: 'a list' },
  object: { vi: 'đối tượng JSON', en: 'a JSON object' },
};

const formats: Readonly<Record<string, Sentence>> = {
  guid: { vi: 'phải là mã UUID', en: 'must be a UUID' },
  uuid: { vi: 'phải là mã UUID', en: 'must be a UUID' },
  date: { vi: 'phải là ngày có thật, dạng yyyy-mm-dd', en: 'must be a date that exists, yyyy-mm-dd' },
  url: { vi: 'phải là địa chỉ http(s)', en: 'must be an http(s) address' },
};

/** Of what a length is counted. */
const units: Readonly<Record<string, Sentence>> = {
  string: { vi: ' ký tự', en: ' characters' },
  array: { vi: ' mục', en: ' items' },
};

/** What is wrong with a value, in both languages. */
export const sentenceOf = (issue: Issue): Sentence => own[issue.message] ?? common(issue) ?? fromLocales(issue);

const common = (issue: Issue): Sentence | undefined => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { vi: 'không có trường này', en: 'there is no such field' };
    case 'invalid_type': {
      if (issue.message.includes('received undefined')) return { vi: 'bắt buộc phải có', en: 'is required' };
      const kind = kinds[issue.expected];
      return kind && { vi: `phải là ${kind.vi}`, en: `must be ${kind.en}` };
    }
    case 'too_big': {
      const unit = units[issue.origin] ?? { vi: '', en: '' };
      return { vi: `tối đa ${issue.maximum}${unit.vi}`, en: `at most ${issue.maximum}${unit.en}` };
    }
    case 'too_small': {
      const unit = units[issue.origin] ?? { vi: '', en: '' };
      if (unit.vi && Number(issue.minimum) === 1) return { vi: 'không được để trống', en: 'must not be empty' };
      return { vi: `ít nhất ${issue.minimum}${unit.vi}`, en: `at least ${issue.minimum}${unit.en}` };
    }
    case 'invalid_format':
      return formats[issue.format];
    case 'invalid_value': {
      const words = issue.values.map(String).join(', ');
      return { vi: `phải là một trong: ${words}`, en: `must be one of: ${words}` };
    }
    default:
      return undefined;
  }
};

const fromLocales = (issue: Issue): Sentence => {
  const say = (language: 'vi' | 'en'): string => {
    const said = locales[language].localeError(issue as Parameters<typeof locales.vi.localeError>[0]);
    return typeof said === 'string' ? said : (said?.message ?? issue.message);
  };
  return { vi: say('vi'), en: say('en') };
};
