import { WHOLE_ORGANISATION } from '@sohoi/access/events';
import type { FoundingEvent, ProjectionEvent, RightsEvent } from '@sohoi/access/events';
import type { SentencesOf } from './sentences.js';

export const accessSentences: SentencesOf<RightsEvent | FoundingEvent | ProjectionEvent> = {
  LedgerFounded: {
    vi: () => 'Lập sổ.',
    en: () => 'The ledger was founded.',
  },
  RightGranted: {
    vi: ({ actorId, role, unitId }, { word, place }) =>
      `Cấp quyền ${word(role)} tại ${place(unitId ?? WHOLE_ORGANISATION)} cho ${actorId}.`,
    en: ({ actorId, role, unitId }, { word, place }) =>
      `${actorId} was granted the right of ${word(role)} over ${place(unitId ?? WHOLE_ORGANISATION)}.`,
  },
  RightWithdrawn: {
    vi: ({ actorId, role, unitId }, { word, place }) =>
      `Thu hồi quyền ${word(role)} tại ${place(unitId ?? WHOLE_ORGANISATION)} của ${actorId}.`,
    en: ({ actorId, role, unitId }, { word, place }) =>
      `The right of ${word(role)} over ${place(unitId ?? WHOLE_ORGANISATION)} was withdrawn from ${actorId}.`,
  },
  SessionsRevoked: {
    vi: ({ actorId }) => `Chấm dứt các phiên của ${actorId}.`,
    en: ({ actorId }) => `The sessions of ${actorId} were ended.`,
  },
  ProjectionEventSkipped: {
    vi: ({ projection, position }) => `Bỏ qua sự kiện ${position} trong bảng đọc ${projection}.`,
    en: ({ projection, position }) => `The read model ${projection} passes over the event ${position}.`,
  },
};
