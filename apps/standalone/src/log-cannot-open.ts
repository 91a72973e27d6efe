import { FIRST_ESDB_VERSION } from '@sohoi/event-log';
import type { EsdbUnavailable, EsdbUnusable } from '@sohoi/event-log';

export type Sentence = { readonly vi: string; readonly en: string };

/** What keeps the log in EventStoreDB from being opened, and what to do. */
export const sentenceForLog = ({ trouble, detail, address }: EsdbUnavailable | EsdbUnusable): Sentence => {
  const at = { vi: address ? ` tại ${address}` : '', en: address ? ` at ${address}` : '' };
  const why = detail === undefined ? '' : ` (${detail})`;
  switch (trouble) {
    case 'unreachable':
      return {
        vi: `Không nối được tới EventStoreDB${at.vi}${why}: hãy kiểm tra EVENT_STORE và máy chủ ở đó.`,
        en: `EventStoreDB${at.en} cannot be reached${why}: check EVENT_STORE and the server there.`,
      };
    case 'untrusted':
      return {
        vi: `Chứng thư số của EventStoreDB${at.vi} không đáng tin${why}: hãy ghi tệp chứng thư của nơi cấp vào tlsCAFile trong EVENT_STORE.`,
        en: `The certificate of EventStoreDB${at.en} is not trusted${why}: name the certificate of its authority as tlsCAFile in EVENT_STORE.`,
      };
    case 'login':
      return {
        vi: `EventStoreDB${at.vi} từ chối tài khoản trong EVENT_STORE: hãy sửa tên, mật khẩu, hoặc cấp quyền đọc $all.`,
        en: `EventStoreDB${at.en} refuses the login in EVENT_STORE: correct its name or password, or let it read $all.`,
      };
    case 'version':
      return {
        vi: `EventStoreDB${at.vi} là phiên bản ${detail ?? '?'}, cần phiên bản ${FIRST_ESDB_VERSION} trở lên hoặc KurrentDB: hãy nâng cấp máy chủ.`,
        en: `EventStoreDB${at.en} is of version ${detail ?? '?'}, and ${FIRST_ESDB_VERSION} or later, or KurrentDB, is needed: upgrade the server.`,
      };
    case 'address':
      return {
        vi: `Không dùng được địa chỉ EventStoreDB${at.vi}${why}: hãy sửa EVENT_STORE.`,
        en: `The address of EventStoreDB${at.en} cannot be used${why}: correct EVENT_STORE.`,
      };
  }
};
