import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { clusterReview, communeStrength } from '@sohoi/reports';
import type { ClusterReview, CommuneStrength, ScoredCriterion } from '@sohoi/reports';
import { getDocumentProxy } from 'unpdf';
import { pdfOf } from './pdf.js';

const basis: ClusterReview['basis'] = {
  period: { code: '2023-H1', from: '2023-01-01', to: '2023-06-30' },
  outcome: { is: 'published', revision: 2 },
  rubric: {
    name: 'Mẫu: sơ kết 6 tháng của cụm thi đua (không phải bảng điểm chính thức)',
    rubricVersion: 1,
    source: { title: 'Mẫu dựng từ bài “Cụm thi đua Trung bộ”', date: '2023-06-15' },
  },
  asOf: {
    ...{ position: '00000000000000001234', day: '2023-07-11', time: '09:05:00' },
    ...{ instant: '2023-07-11T02:05:00.000Z', validAt: null },
  },
  checkpoint: { origin: 'so-hoi.example.vn/log', size: 1240, rootHash: 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=' },
};
const criteria = (points: number | null): readonly ScoredCriterion[] =>
  ['Cán bộ Hội được bồi dưỡng nghiệp vụ', 'Tập huấn ứng dụng công nghệ thông tin', 'Mô hình ra mắt'].map((name, i) => ({
    ...{ criterionId: `c${i}`, name, kind: i === 2 ? 'bonus' : 'quantitative', maxPoints: 30, points, bonus: 0 },
    voided: false,
  }));
const names = ['Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Bình', 'Quảng Trị', 'Thừa Thiên Huế'];
const review: ClusterReview = {
  ...{ cluster: 'Cụm thi đua Trung bộ', basis, maxScore: 100 },
  units: names.map((name, i) => ({
    ...{ name, rank: i === 5 ? null : i + 1, interval: i === 5 ? null : ([Math.max(1, i), i + 2] as const) },
    ...{ score: i === 5 ? null : 92.25 - 9 * i, proposedScore: i === 5 ? null : 94 - 9 * i },
    ...{ levelName: i === 5 ? null : 'Đã sơ kết', criteria: criteria(i === 5 ? null : 20.5 - i) },
  })),
};
const levels = ['Hoàn thành xuất sắc nhiệm vụ', 'Hoàn thành tốt nhiệm vụ', 'Hoàn thành nhiệm vụ'].map((name, i) => ({
  ...{ code: `l${i}`, name },
}));
const strength: CommuneStrength = {
  ...{ unit: 'Phường Nhị Chiểu', basis, maxScore: 100, levels },
  chapters: Array.from({ length: 60 }, (_, i) => ({
    name: `Chi hội Khu dân cư số ${i + 1}`,
    ...{ score: i > 56 ? null : 95 - i, proposedScore: i > 56 ? null : 96 - i },
    ...{ levelCode: i > 56 ? null : `l${i % 3}`, criteria: criteria(i > 56 ? null : 20) },
  })),
};

const opened = async (bytes: Buffer) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)));
  const texts = await Promise.all(
    pages.map(async (page) => {
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
      return text.replaceAll(/\s+/g, ' ');
    }),
  );
  const trees = await Promise.all(pages.map((page) => page.getStructTree()));
  return { pdf, texts, tags: JSON.stringify(trees) };
};

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' },
};

/** What the compressed streams of a file hold. */
const streamsOf = (bytes: Buffer): readonly string[] =>
  [...bytes.toString('latin1').matchAll(/\/FlateDecode\n>>\nstream\n([^]*?)\nendstream/g)].map(([, packed = '']) =>
    inflateSync(Buffer.from(packed, 'latin1')).toString('latin1'),
  );

describe('a report as PDF', () => {
  it('says in Vietnamese what the document says, letter by letter', async () => {
    const { texts } = await opened(await pdfOf(clusterReview(review)));
    const text = texts.join('\n');
    expect(text).toContain('BÁO CÁO SƠ KẾT CỤM THI ĐUA');
    expect(text).toContain('Cụm thi đua Trung bộ · Kỳ 2023-H1 (từ 01/01/2023 đến 30/06/2023)');
    expect(text).toContain('(không phải bảng điểm chính thức), phiên bản 1');
    expect(text).toContain('vị trí 00000000000000001234, ghi lúc 09:05:00 ngày 11/07/2023 (giờ Việt Nam)');
    expect(text).toContain('cây gồm 1.240 lá');
    expect(text).toContain('bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=');
    expect(text).toContain('92,25');
    expect(text).toContain('– Thừa Thiên Huế chưa chấm chưa chấm chưa chấm –');
    expect(text).toMatch(/Trang 1\/\d/);
  });

  it('is tagged, in Vietnamese, with its fonts in it', async () => {
    const bytes = await pdfOf(clusterReview(review));
    const { pdf, tags } = await opened(bytes);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const raw = bytes.toString('latin1');
    expect(raw).toContain('/Lang (vi-VN)');
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toContain('/FontFile2');
    expect(raw).not.toContain('/Helvetica');
    expect(raw).toContain('pdfuaid:part');
    for (const role of ['H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'Figure']) {
      expect(tags).toContain(`"role":"${role}"`);
    }
    expect(tags).toContain('"alt":"Biểu đồ cột ngang, điểm chính thức: Thanh Hóa 92,25;');
  });

  it('tells where its lines are broken the text as it is', async () => {
    const long =
      'Kế hoạch bồi dưỡng được Uỷ ban nhân dân tỉnh phê duyệt cho cả giai đoạn 2022 – 2025 và các năm tiếp theo';
    const document = clusterReview({ ...review, cluster: long });
    const contents = streamsOf(await pdfOf(document)).join('\n');
    const utf16 = Buffer.from(`\ufeff${document.subtitle}`, 'utf16le').swap16().toString('latin1');
    const escaped = utf16.replaceAll(/[\n\r\t\b\f()\\]/g, (one) => ESCAPES[one] ?? `\\${one}`);
    expect(contents).toContain(`/ActualText (${escaped})`);
  });

  it('is the same, byte for byte, of the same moment', async () => {
    const hashOf = async () =>
      createHash('sha256')
        .update(await pdfOf(clusterReview(review)))
        .digest('hex');
    expect(await hashOf()).toBe(await hashOf());
  });

  it('goes on with a chart that is longer than a sheet', async () => {
    const units = Array.from({ length: 60 }, (_, i) => ({
      ...{ rank: i + 1, interval: null, score: 50, proposedScore: 50, levelName: null, criteria: criteria(5) },
      name: `Tỉnh thứ ${i + 1}`,
    }));
    const { texts, tags } = await opened(await pdfOf(clusterReview({ ...review, units })));
    const charts = texts.filter((text) => text.includes('Điểm chính thức của từng đơn vị'));
    expect(charts.length).toBeGreaterThan(1);
    expect(charts.at(-1)).toContain('Điểm chính thức của từng đơn vị (tiếp theo)');
    expect(tags.match(/"role":"Figure"/g)).toHaveLength(charts.length);
    for (const { name } of units) expect(texts.join(' ').split(`${name} `).length).toBeGreaterThan(2);
  });

  it('comes to more sheets where it must, with the head of the table on each', async () => {
    const { texts } = await opened(await pdfOf(communeStrength(strength)));
    expect(texts.length).toBeGreaterThan(2);
    expect(texts.filter((text) => text.includes('STT Chi hội Điểm chính thức'))).toHaveLength(3);
    texts.forEach((text, i) => expect(text).toContain(`Trang ${i + 1}/${texts.length}`));
    for (const { name } of strength.chapters) expect(texts.join('')).toContain(name);
  });

  it('has one line at the foot of each sheet, and no sheet for the rest of it, however long the name is', async () => {
    const cluster = 'CỤM THI ĐUA CÁC PHƯỜNG, XÃ MIỀN NÚI '.repeat(6).slice(0, 200);
    const { texts } = await opened(await pdfOf(clusterReview({ ...review, cluster })));
    expect(texts).toHaveLength(2);
    texts.forEach((text, i) => {
      expect(text).toContain(`· 2023-H1 · vị trí ${basis.asOf.position} Trang ${i + 1}/2`);
      expect(text).toContain('…');
    });
  });
});
