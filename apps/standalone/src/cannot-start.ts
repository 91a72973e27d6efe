import {
  DataFolderForeign,
  DataFolderInUse,
  DataFolderOfOtherVersion,
  DataFolderUnreachable,
  DataFolderUnwritable,
  PostgresFailed,
  UnsupportedPlatform,
} from '@sohoi/embedded-postgres';
import { EsdbUnavailable, EsdbUnusable } from '@sohoi/event-log';
import { DatabaseNewerThanCode } from '@sohoi/event-store-postgres';
import { MetricsPortUnusable } from '@sohoi/nest';
import { ReadSchemaTooNew } from '@sohoi/projection';
import { KeyFolderUnsafe, KeyStoreUnavailable, MasterKeyMissing } from '@sohoi/sealing';
import { BadOption } from './options.js';
import { sentenceForLog } from './log-cannot-open.js';
import type { Sentence } from './log-cannot-open.js';
import type { Options } from './options.js';
import { ScenarioNotLoaded } from './scenario/run-steps.js';

/** One sentence that says what is wrong and what to do; null for what nobody foresaw. */
export const sentenceFor = (error: unknown, { port, host }: Partial<Options>): Sentence | null => {
  if (error instanceof BadOption) {
    return {
      vi: `Tham số không hợp lệ: ${error.message}; xem --help.`,
      en: `Bad option: ${error.message}; see --help.`,
    };
  }
  if (error instanceof DataFolderInUse) {
    return {
      vi: `Thư mục dữ liệu ${error.dataDir} đang được tiến trình ${error.pid ?? '?'} dùng: hãy dừng tiến trình đó, hoặc chọn thư mục khác bằng --data.`,
      en: `Data folder ${error.dataDir} is in use by process ${error.pid ?? '?'}: stop that process, or choose another folder with --data.`,
    };
  }
  if (error instanceof DataFolderForeign) {
    return {
      vi: `Thư mục ${error.dataDir} đang chứa tệp khác, không phải thư mục dữ liệu: hãy chọn thư mục trống hoặc chưa có bằng --data.`,
      en: `Folder ${error.dataDir} holds other files and is no data folder: choose an empty or a new one with --data.`,
    };
  }
  if (error instanceof DataFolderUnwritable) {
    return {
      vi: `Không ghi được vào thư mục dữ liệu ${error.dataDir}: hãy cấp quyền ghi, hoặc chọn thư mục khác bằng --data.`,
      en: `Data folder ${error.dataDir} cannot be written to: allow it, or choose another folder with --data.`,
    };
  }
  if (error instanceof DataFolderUnreachable) {
    return {
      vi: `PostgreSQL chạy bằng người dùng ${error.user} và không vào được ${error.dataDir}: hãy chọn thư mục như /var/lib/sohoi bằng --data, hoặc chạy bằng người dùng thường.`,
      en: `PostgreSQL runs as user ${error.user} and cannot enter ${error.dataDir}: choose a folder such as /var/lib/sohoi with --data, or run as an ordinary user.`,
    };
  }
  if (error instanceof DataFolderOfOtherVersion) {
    return {
      vi: `Thư mục dữ liệu ${error.dataDir} thuộc ${error.found}, bản này cần ${error.wanted}: hãy dùng đúng bản phần mềm, hoặc chọn thư mục khác bằng --data.`,
      en: `Data folder ${error.dataDir} is of ${error.found}, this version needs ${error.wanted}: use the version that wrote it, or choose another folder with --data.`,
    };
  }
  if (error instanceof DatabaseNewerThanCode || error instanceof ReadSchemaTooNew) {
    return {
      vi: `Dữ liệu do một bản phần mềm mới hơn ghi (${error.message}): hãy cập nhật phần mềm, hoặc chọn thư mục khác bằng --data.`,
      en: `The data were written by a newer version (${error.message}): update the program, or choose another folder with --data.`,
    };
  }
  if (error instanceof EsdbUnavailable || error instanceof EsdbUnusable) return sentenceForLog(error);
  if (error instanceof MasterKeyMissing) {
    return {
      vi: `Thiếu khóa chính ${error.where}: không có nó thì không mở được dữ liệu cá nhân; hãy chép khóa lại vào đó từ bản sao lưu của thư mục khóa.`,
      en: `The master key ${error.where} is missing, and without it no personal data can be opened: put it back from the backup of the folder of keys.`,
    };
  }
  if (error instanceof KeyFolderUnsafe) {
    return {
      vi: `Người khác đọc được ${error.path}, nơi giữ khóa của dữ liệu cá nhân: hãy chỉ cho chủ sở hữu vào (chmod go-rwx), và nếu có thể đã bị đọc, hãy đổi khóa bằng sohoi keys rotate.`,
      en: `Others can read ${error.path}, which keeps the keys of personal data: let only its owner in (chmod go-rwx), and if they may have been read, rotate them with sohoi keys rotate.`,
    };
  }
  if (error instanceof ScenarioNotLoaded) {
    return {
      vi: `Thư mục dữ liệu chứa một phần kịch bản của bản phần mềm khác (${error.message}): hãy chọn thư mục khác bằng --data, hoặc chạy với --empty.`,
      en: `The data folder holds a part of another version's scenario (${error.message}): choose another folder with --data, or start with --empty.`,
    };
  }
  if (error instanceof UnsupportedPlatform) {
    return {
      vi: `Không có PostgreSQL cho ${error.platform}: hãy chạy trên Linux hoặc macOS (x64, arm64).`,
      en: `There is no PostgreSQL for ${error.platform}: run it on Linux or macOS (x64, arm64).`,
    };
  }
  if (error instanceof PostgresFailed) {
    return {
      vi: `Cơ sở dữ liệu không chạy (${error.message}): hãy kiểm tra dung lượng đĩa rồi khởi động lại.`,
      en: `The database does not run (${error.message}): see that the disk has room, then start again.`,
    };
  }
  if (error instanceof MetricsPortUnusable) {
    const { port, host } = error.address;
    return {
      vi: `Không phục vụ được số đo trên cổng ${port} của ${host} (${error.code}): cổng đang bận, hoặc máy này không có địa chỉ đó; hãy đổi METRICS_PORT hoặc METRICS_HOST.`,
      en: `Metrics cannot be served on port ${port} of ${host} (${error.code}): it is taken, or this machine has no such address; change METRICS_PORT or METRICS_HOST.`,
    };
  }
  const system = error instanceof KeyStoreUnavailable ? error.cause : error;
  return sentenceForSystem(system as NodeJS.ErrnoException | undefined, port, host);
};

const sentenceForSystem = (error: NodeJS.ErrnoException | undefined, port = 0, host = ''): Sentence | null => {
  const { code, syscall, path } = error ?? {};
  if (syscall !== 'listen' && path !== undefined && (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')) {
    return {
      vi: `Không được phép dùng ${path} (${code}): hãy cấp quyền, hoặc chọn thư mục khác bằng --data.`,
      en: `${path} may not be used (${code}): allow it, or choose another folder with --data.`,
    };
  }
  switch (code) {
    case 'EADDRINUSE':
      return {
        vi: `Cổng ${port} đang bận: hãy dừng chương trình đang dùng nó, hoặc chọn cổng khác bằng --port.`,
        en: `Port ${port} is taken: stop the program that uses it, or choose another one with --port.`,
      };
    case 'EACCES':
      return {
        vi: `Không được phép dùng cổng ${port}: hãy chọn cổng từ 1024 trở lên bằng --port.`,
        en: `Port ${port} may not be used: choose one from 1024 up with --port.`,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return {
        vi: `Máy này không có địa chỉ ${host}: hãy chọn địa chỉ khác bằng --host.`,
        en: `This machine has no address ${host}: choose another one with --host.`,
      };
    case 'ENOSPC':
      return { vi: 'Hết chỗ trên đĩa: hãy giải phóng dung lượng.', en: 'The disk is full: free some space.' };
    default:
      return null;
  }
};

/** Vietnamese on a Vietnamese system, English elsewhere. */
export const inLanguageOf = (env: Readonly<Record<string, string | undefined>>, sentence: Sentence): string => {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return locale.startsWith('vi') ? sentence.vi : sentence.en;
};
