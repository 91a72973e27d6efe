import type { Role } from '@sohoi/access/events';
import { Problem } from './problem.js';
import type { FieldError } from './problem.js';

/** Every problem that is not a context's own rejection, each with its HTTP status and its two sentences. */
export const problems = {
  invalid: (errors: readonly FieldError[]) =>
    new Problem(
      400,
      'invalid-input',
      { vi: 'Dữ liệu gửi lên không hợp lệ.', en: 'The input is not valid.' },
      { errors },
    ),

  malformedJson: () =>
    new Problem(
      400,
      'malformed-json',
      { vi: 'Nội dung không phải là JSON hợp lệ.', en: 'The body is not valid JSON.' },
      { errors: [{ field: 'body', message: { vi: 'phải là JSON mã hoá UTF-8', en: 'must be JSON in UTF-8' } }] },
    ),

  bodyTooDeep: (levels: number) =>
    new Problem(
      400,
      'body-too-deep',
      { vi: `Nội dung lồng nhau quá ${levels} lớp.`, en: `The body is nested deeper than ${levels} levels.` },
      {
        errors: [
          { field: 'body', limit: levels, message: { vi: `tối đa ${levels} lớp`, en: `at most ${levels} levels` } },
        ],
      },
    ),

  bodyTooLarge: (limitBytes: number) =>
    new Problem(
      413,
      'body-too-large',
      { vi: `Nội dung vượt quá ${limitBytes} byte.`, en: `The body is larger than ${limitBytes} bytes.` },
      {
        errors: [
          {
            field: 'body',
            limit: limitBytes,
            message: { vi: `tối đa ${limitBytes} byte`, en: `at most ${limitBytes} bytes` },
          },
        ],
      },
    ),

  unsupportedMediaType: () =>
    new Problem(415, 'unsupported-media-type', {
      vi: 'Nội dung phải là application/json, mã hoá UTF-8, không nén.',
      en: 'The body must be application/json in UTF-8, not compressed.',
    }),

  unauthenticated: (tokenShown: boolean) =>
    new Problem(
      401,
      'unauthenticated',
      tokenShown
        ? { vi: 'Mã truy cập không hợp lệ hoặc đã hết hạn.', en: 'The access token is not valid or has expired.' }
        : {
            vi: 'Cần mã truy cập (Authorization: Bearer …).',
            en: 'An access token is needed (Authorization: Bearer …).',
          },
      { headers: { 'www-authenticate': tokenShown ? 'Bearer error="invalid_token"' : 'Bearer' } },
    ),

  noRight: () =>
    new Problem(403, 'no-right', {
      vi: 'Hôm nay bạn không có quyền nào đang có hiệu lực trong sổ này. Hãy hỏi người được giao quyền cấp.',
      en: 'You hold no right in this ledger today. Ask someone who may grant you one.',
    }),

  roleNotAllowed: (held: readonly Role[], allowed: readonly Role[]) =>
    new Problem(403, 'role-not-allowed', {
      vi: `Vai trò của bạn (${held.join(', ')}) không được làm việc này; cần: ${allowed.join(', ')}.`,
      en: `Your role (${held.join(', ')}) may not do this; it takes: ${allowed.join(', ')}.`,
    }),

  wholeOrganisationNeeded: () =>
    new Problem(403, 'whole-organisation-needed', {
      vi: 'Việc này cần quyền trên toàn hệ thống; quyền của bạn chỉ ở một số đơn vị.',
      en: 'This takes a right on the whole organisation; yours are on some units only.',
    }),

  viewOnly: () =>
    new Problem(403, 'view-only', {
      vi: 'Quyền của bạn chỉ để xem; việc này cần quyền ghi (capture).',
      en: 'Your rights are to view only; this takes a right to capture.',
    }),

  /** Such as a percent sign that begins no character; all else is parsed by our schemas. */
  unreadableAddress: () =>
    problems.invalid([{ field: 'path', message: { vi: 'địa chỉ không đọc được', en: 'the address cannot be read' } }]),

  routeNotFound: () =>
    new Problem(404, 'route-not-found', { vi: 'Không có địa chỉ này.', en: 'There is no such address.' }),

  /** The same answer for what does not exist and for what lies outside the actor's units. */
  notFound: (field: string, what: string) =>
    new Problem(
      404,
      'not-found',
      {
        vi: `Không tìm thấy ${field} "${what}" trong các đơn vị của bạn.`,
        en: `There is no ${field} "${what}" in your units.`,
      },
      {
        errors: [
          { field, message: { vi: 'không tồn tại hoặc ngoài phạm vi của bạn', en: 'unknown, or outside your units' } },
        ],
      },
    ),

  staleVersion: (expected: number, actual: number) =>
    new Problem(
      412,
      'stale-version',
      {
        vi: `Dữ liệu đã thay đổi: bạn có bản ${expected}, bản hiện tại là ${actual}. Hãy tải lại.`,
        en: `It has changed meanwhile: you have version ${expected}, the current one is ${actual}. Read it again.`,
      },
      {
        errors: [
          { field: 'If-Match', limit: actual, message: { vi: `hiện là "${actual}"`, en: `"${actual}" is current` } },
        ],
      },
    ),

  keyReused: () =>
    new Problem(
      422,
      'idempotency-key-reused',
      {
        vi: 'Khoá Idempotency-Key này đã dùng cho một yêu cầu khác.',
        en: 'This Idempotency-Key was used for another request.',
      },
      {
        errors: [
          {
            field: 'Idempotency-Key',
            message: { vi: 'mỗi yêu cầu cần một khoá riêng', en: 'each request needs a key of its own' },
          },
        ],
      },
    ),

  tooManyRequests: (seconds: number) =>
    new Problem(
      429,
      'too-many-requests',
      {
        vi: `Quá nhiều yêu cầu. Hãy gửi lại sau ${seconds} giây.`,
        en: `Too many requests. Send it again in ${seconds} s.`,
      },
      { headers: { 'retry-after': String(seconds) } },
    ),

  methodNotAllowed: (methods: readonly string[]) =>
    new Problem(
      405,
      'method-not-allowed',
      { vi: `Chỉ nhận ${methods.join(', ')}.`, en: `Only ${methods.join(', ')} are taken.` },
      { headers: { allow: methods.join(', ') } },
    ),

  headersTooLarge: () =>
    new Problem(431, 'headers-too-large', {
      vi: 'Địa chỉ và các tiêu đề của yêu cầu quá lớn.',
      en: 'The address and the headers of the request are too large.',
    }),

  tooSlow: () =>
    new Problem(408, 'too-slow', {
      vi: 'Yêu cầu không đến đủ trong thời hạn.',
      en: 'The request did not arrive in time.',
    }),

  unreadableRequest: () =>
    new Problem(400, 'unreadable-request', {
      vi: 'Không đọc được yêu cầu theo HTTP/1.1.',
      en: 'This cannot be read as a request of HTTP/1.1.',
    }),

  addressTooLong: (limit: number) =>
    new Problem(
      414,
      'address-too-long',
      { vi: `Địa chỉ dài quá ${limit} ký tự.`, en: `The address is longer than ${limit} characters.` },
      {
        errors: [{ field: 'path', limit, message: { vi: `tối đa ${limit} ký tự`, en: `at most ${limit} characters` } }],
      },
    ),

  misdirected: () =>
    new Problem(421, 'misdirected', {
      vi: 'Máy chủ này không phục vụ tên trong Host.',
      en: 'This server does not serve the name in Host.',
    }),

  tooLargeToRecord: () =>
    new Problem(422, 'too-large-to-record', {
      vi: 'Một lần ghi chỉ gồm 1 đến 1000 sự kiện.',
      en: 'One request can record 1 to 1000 events.',
    }),

  tooManyBytesToRecord: (limitBytes: number) =>
    new Problem(
      422,
      'too-large-to-record',
      {
        vi: `Nội dung cần ghi quá lớn: một lần ghi tối đa ${limitBytes} byte. Chưa có gì được ghi.`,
        en: `What is to be recorded is too large: at most ${limitBytes} bytes at once. Nothing was recorded.`,
      },
      {
        errors: [
          {
            field: 'body',
            limit: limitBytes,
            message: { vi: `ghi tối đa ${limitBytes} byte`, en: `at most ${limitBytes} bytes to record` },
          },
        ],
      },
    ),

  personErased: () =>
    new Problem(409, 'PersonErased', {
      vi: 'Dữ liệu cá nhân của người này đã được xóa theo quyết định; không ghi thêm được gì về người này.',
      en: 'The data of this person were erased by decision; nothing more can be recorded about the person.',
    }),

  sensitiveRightNeeded: () =>
    new Problem(403, 'sensitive-right-needed', {
      vi: 'Cần quyền xem dữ liệu nhạy cảm trên phạm vi của người này.',
      en: 'A right to sensitive data is needed in the scope of this person.',
    }),

  tooBusy: () =>
    new Problem(
      409,
      'too-busy',
      { vi: 'Nhiều người đang ghi cùng lúc. Hãy gửi lại.', en: 'Too many are writing this at once. Send it again.' },
      { headers: { 'retry-after': '1' } },
    ),

  positionNotReached: (position: string) =>
    new Problem(504, 'position-not-reached', {
      vi: `Dữ liệu đọc chưa tới vị trí ${position}. Hãy thử lại sau.`,
      en: `What can be read has not reached position ${position} yet. Try again later.`,
    }),

  issuerUnavailable: () =>
    new Problem(
      503,
      'issuer-unavailable',
      {
        vi: 'Chưa kiểm tra được mã truy cập vì không liên lạc được với nơi cấp. Chưa có gì được ghi; hãy gửi lại.',
        en: 'Your token cannot be checked, since its issuer cannot be reached. Nothing was recorded; send it again.',
      },
      { headers: { 'retry-after': '5' } },
    ),

  noProjector: () =>
    new Problem(
      503,
      'no-projector',
      {
        vi: 'Không có tiến trình dựng bảng tổng hợp (projector) nào đang chạy; yêu cầu đã được rút lại.',
        en: 'No projector runs that could do it; the request was withdrawn.',
      },
      { headers: { 'retry-after': '5' } },
    ),

  unavailable: () =>
    new Problem(
      503,
      'unavailable',
      {
        vi: 'Sổ tạm thời không truy cập được. Yêu cầu có thể chưa được ghi; hãy gửi lại với cùng Idempotency-Key.',
        en: 'The ledger cannot be reached. Your request may not be recorded; send it again with the same Idempotency-Key.',
      },
      { headers: { 'retry-after': '2' } },
    ),

  unexpected: () =>
    new Problem(500, 'unexpected', {
      vi: 'Có lỗi ngoài dự kiến. Hãy báo cho người quản trị mã correlationId.',
      en: 'Something unexpected went wrong. Tell the operator the correlationId.',
    }),
};
