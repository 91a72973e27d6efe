import type { RejectionMessages } from '@sohoi/decider';
import type { ProjectionRejection } from './projection.decider.js';

export const projectionMessages: RejectionMessages<ProjectionRejection> = {
  ProjectionNotFound: {
    field: 'name',
    vi: (r) => `Không có bảng tổng hợp (name) "${r.projection}".`,
    en: (r) => `There is no projection with the name "${r.projection}".`,
  },
  ProjectionNotStopped: {
    vi: (r) =>
      `Bảng tổng hợp ${r.projection} không dừng trước sự kiện nào; chỉ sự kiện làm nó dừng mới có thể được bỏ qua.`,
    en: (r) => `${r.projection} has not stopped before any event; only the one that stopped it can be passed over.`,
  },
  ProjectionStoppedElsewhere: {
    field: 'position',
    limit: (r) => r.stoppedAt,
    vi: (r) =>
      `Bảng tổng hợp ${r.projection} dừng trước sự kiện ${r.stoppedAt.join(', ')} (position), không phải ${r.position}.`,
    en: (r) =>
      `${r.projection} has stopped before the event at ${r.stoppedAt.join(', ')} (position), not ${r.position}.`,
  },
  ProjectionVersionDiffers: {
    vi: (r) => `Bảng tổng hợp ${r.projection} đang hiển thị phiên bản khác với chương trình: hãy chạy bản mới hơn.`,
    en: (r) => `${r.projection} is shown in another version than the projector’s: start the newer one.`,
  },
  SecondBuildThere: {
    vi: (r) => `Bảng tổng hợp ${r.projection} đã có bản dựng thứ hai: hãy bỏ bản không hiển thị trước.`,
    en: (r) => `${r.projection} has a second build already: drop the one that is not shown first.`,
  },
  SecondBuildMissing: {
    vi: (r) => `Bảng tổng hợp ${r.projection} chỉ có một bản dựng: hãy dựng lại để có bản khác.`,
    en: (r) => `${r.projection} has one build only: rebuild it to have another.`,
  },
  SecondBuildIncomplete: {
    vi: (r) => `Bản dựng thứ hai của ${r.projection} chưa xong hoặc khác bản đang hiển thị: hãy bỏ nó.`,
    en: (r) => `The second build of ${r.projection} is not complete, or differs: drop it.`,
  },
  NeverBuiltAgain: {
    vi: (r) => `${r.projection} gửi những gì nó đọc ra ngoài, nên không dựng lại được.`,
    en: (r) => `${r.projection} sends what it reads to others, and is never built again.`,
  },
  SecondBuildBehind: {
    vi: (r) => `Bản dựng thứ hai của ${r.projection} chưa đọc tới bản đang hiển thị: hãy thử lại.`,
    en: (r) => `The second build of ${r.projection} has not read as far as the one that is shown: try again.`,
  },
};
