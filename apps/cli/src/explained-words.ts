import type { Language } from './explained.js';

/** The words of an explanation on a terminal, beside those that the ledger itself gives. */
export const explainedWords = {
  vi: {
    noLevel: 'chưa có mức',
    noScore: 'chưa có điểm',
    level: (level: string, score: string, max: string) => `Mức: ${level} (${score} trên ${max} điểm)`,
    rank: (rank: number) => `hạng ${rank}`,
    provisional: 'tạm tính',
    published: (revision: number) => `đã công bố, lần ${revision}`,
    until: (position: string) => `theo sổ đến vị trí ${position}`,
    rubric: (name: string, version: number, source: string) =>
      `Bảng điểm: ${name}, phiên bản ${version}; nguồn: ${source}`,
    thresholds: 'Ngưỡng điểm',
    threshold: (name: string, points: string, reached: boolean) =>
      `${reached ? 'đạt' : 'chưa đạt'}: ${name}, từ ${points} điểm`,
    caps: 'Điều kiện và khống chế đã hạ mức',
    criteria: 'Tiêu chí',
    points: (name: string, points: string, max: string, bonus: string | null) =>
      `${name}: ${points} trên ${max} điểm${bonus === null ? '' : `, thưởng ${bonus}`}`,
    unknown: 'chưa biết',
    clause: (text: string) => `Điều khoản: ${text}`,
    withheld: 'không nêu, vì nói về một người',
    nothingRecorded: 'chưa ghi',
    figure: (name: string, value: string, months: string) => `${name}: ${value} (${months})`,
    months: (from: string | null, to: string) => (from === null ? `đến ${to}` : `${from} – ${to}`),
    since: (what: string, to: string) => `từ ${what} đến ${to}`,
    evidence: (count: number) => `${count} sự kiện`,
    rest: (left: number, how: string) => `còn ${left} sự kiện nữa: ${how}`,
    by: (actor: string, role: string) => `${actor} (${role})`,
    source: (title: string) => `nguồn: ${title}`,
    takes: (level: string) => `Để lên “${level}”`,
    top: 'Không còn mức nào cao hơn',
    missing: (points: string) => `thiếu ${points} điểm`,
    unmet: 'Chưa đạt',
    together: 'Những thay đổi này cùng nhau thì đủ',
    unreachable: 'Không có thay đổi nào tính được là đủ',
    instead: 'Có thể thay cho việc cuối cùng tính vào điểm',
    open: 'Điểm còn thiếu của từng tiêu chí, nhiều điểm nhất cho một đơn vị trước',
    of: (name: string, missing: string) => `${name}: còn ${missing} điểm`,
    full: (says: string) => `hết: ${says}`,
    noLever: 'số liệu chưa đủ để biết điều gì làm tăng',
  },
  en: {
    noLevel: 'no level yet',
    noScore: 'no score yet',
    level: (level: string, score: string, max: string) => `Level: ${level} (${score} of ${max} points)`,
    rank: (rank: number) => `rank ${rank}`,
    provisional: 'provisional',
    published: (revision: number) => `published, revision ${revision}`,
    until: (position: string) => `by the ledger up to position ${position}`,
    rubric: (name: string, version: number, source: string) => `Rubric: ${name}, version ${version}; source: ${source}`,
    thresholds: 'Thresholds',
    threshold: (name: string, points: string, reached: boolean) =>
      `${reached ? 'reached' : 'not reached'}: ${name}, from ${points} points`,
    caps: 'Conditions and vetoes that lowered the level',
    criteria: 'Criteria',
    points: (name: string, points: string, max: string, bonus: string | null) =>
      `${name}: ${points} of ${max} points${bonus === null ? '' : `, bonus ${bonus}`}`,
    unknown: 'not known',
    clause: (text: string) => `Clause: ${text}`,
    withheld: 'withheld, since it tells of one person',
    nothingRecorded: 'nothing recorded',
    figure: (name: string, value: string, months: string) => `${name}: ${value} (${months})`,
    months: (from: string | null, to: string) => (from === null ? `up to ${to}` : `${from} to ${to}`),
    since: (what: string, to: string) => `since the ${what}, to ${to}`,
    evidence: (count: number) => (count === 1 ? '1 event' : `${count} events`),
    rest: (left: number, how: string) => `${left} more: ${how}`,
    by: (actor: string, role: string) => `${actor} (${role})`,
    source: (title: string) => `source: ${title}`,
    takes: (level: string) => `To reach “${level}”`,
    top: 'There is no level above',
    missing: (points: string) => `${points} points are missing`,
    unmet: 'Not met',
    together: 'These changes together are enough',
    unreachable: 'No changes that can be computed are enough',
    instead: 'Each could stand for the last change made for the points',
    open: 'Points missing of each criterion, most points for a unit of change first',
    of: (name: string, missing: string) => `${name}: ${missing} points left`,
    full: (says: string) => `all of it: ${says}`,
    noLever: 'what was recorded does not tell what would raise it',
  },
} as const satisfies { readonly [L in Language]: object };

export const numberIn = (value: number, lang: Language): string => {
  const text = String(Math.round(value * 100) / 100);
  return lang === 'vi' ? text.replace('.', ',') : text;
};
