import type { Block } from './document.js';
import { dayText } from './vietnamese.js';

/** What every report rests on. */
export type Basis = {
  readonly period: { readonly code: string; readonly from: string; readonly to: string };
  readonly outcome: Outcome;
  readonly rubric: {
    readonly name: string;
    readonly rubricVersion: number;
    readonly source: { readonly title: string; readonly date?: string | undefined };
  };
  readonly asOf: Moment;
  readonly checkpoint: Checkpoint;
};

/** Of a published ranking which revision, from 1; of published standings how many of them were corrected since. */
export type Outcome =
  | { readonly is: 'provisional' }
  | { readonly is: 'published'; readonly revision: number }
  | { readonly is: 'published'; readonly corrected: number };

/** As the log stood after that event; recorded on that day and hour in Việt Nam. */
export type Moment = {
  readonly position: string;
  readonly day: string;
  readonly time: string;
  readonly instant: string;
  readonly validAt: string | null;
};

/** The first signed tree that the moment's event is in. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly rootHash: string };

export const periodText = ({ period: { code, from, to } }: Basis): string =>
  `Kỳ ${code} (từ ${dayText(from)} đến ${dayText(to)})`;

const PROVISIONAL: Block = { kind: 'paragraph', tone: 'notice', text: 'TẠM TÍNH – KỲ CHƯA CHỐT' };

const outcomeText = ({ outcome }: Basis): string => {
  if (outcome.is === 'provisional') return 'Tạm tính, còn thay đổi cho đến khi chốt kỳ';
  if ('revision' in outcome) return `Đã công bố, lần ${outcome.revision}`;
  return outcome.corrected === 0
    ? 'Đã công bố'
    : `Đã công bố; ${outcome.corrected} kết quả được đính chính sau khi chốt`;
};

const rubricText = ({ rubric: { name, rubricVersion } }: Basis): string =>
  `${name}, phiên\u00a0bản\u00a0${rubricVersion}`;

const sourceText = ({ rubric: { source } }: Basis): string =>
  source.date === undefined ? source.title : `${source.title} (${dayText(source.date)})`;

/** The lines below the title: what the figures are of, and by which rules. */
export const basisBlocks = (basis: Basis): readonly Block[] => [
  ...(basis.outcome.is === 'provisional' ? [PROVISIONAL] : []),
  {
    kind: 'facts',
    rows: [
      ['Kết quả', outcomeText(basis)],
      ['Bảng điểm', rubricText(basis)],
      ['Nguồn của bảng điểm', sourceText(basis)],
      ['Theo sổ tại', asOfText(basis.asOf)],
    ],
  },
];

const asOfText = ({ position, day, time, validAt }: Moment): string =>
  [
    `vị trí ${position}, ghi lúc ${time} ngày ${dayText(day)} (giờ Việt\u00a0Nam)`,
    ...(validAt === null ? [] : [`kỳ chứa ngày ${dayText(validAt)}`]),
  ].join('; ');

/** By what anybody can check that the log said so, whoever holds it now. */
export const proofBlocks = ({ asOf, checkpoint }: Basis): readonly Block[] => [
  { kind: 'heading', text: 'Căn cứ để kiểm chứng' },
  {
    kind: 'facts',
    rows: [
      ['Theo sổ tại', asOfText(asOf)],
      ['Sổ', checkpoint.origin],
      ['Điểm kiểm đã ký', `cây gồm ${groupedText(checkpoint.size)} lá`],
      ['Mã băm gốc', checkpoint.rootHash],
    ],
  },
  {
    kind: 'paragraph',
    tone: 'note',
    text: 'Sự kiện tại vị trí trên nằm trong điểm kiểm đã ký này. Báo cáo in lại tại cùng vị trí, với cùng quyền xem, giống hệt từng byte. Ai giữ điểm kiểm đều kiểm được rằng sổ không bị sửa từ đó, bằng lệnh “sohoi verify”.',
  },
];

const counts = new Intl.NumberFormat('vi-VN');
const groupedText = (count: number): string => counts.format(count);
