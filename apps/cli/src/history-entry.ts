export type Language = 'vi' | 'en';

type Bilingual = { readonly [L in Language]: string };

/** As `GET /v1/history` has it. */
export type HistoryEntry = {
  readonly position: string;
  readonly sentence: Bilingual;
  readonly changes:
    | readonly {
        readonly field: string;
        readonly label: Bilingual;
        readonly before: unknown;
        readonly after: unknown;
        readonly hidden: boolean;
      }[]
    | null;
  /** Of places that changes name by id. */
  readonly names: Readonly<Record<string, string>>;
  readonly reason: unknown;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly role: string;
  readonly type: string;
  readonly correlation: { readonly id: string; readonly others: number; readonly more: boolean };
};

const moreVi = (most: number): string => `còn nữa, ngoài ${most} việc này: xem thêm với --limit`;
const moreEn = (most: number): string => `there is more than ${most}: ask for more with --limit`;

export const words = {
  vi: { hidden: '(không hiện)', sealed: '(niêm phong)', true: 'có', false: 'không', more: moreVi },
  en: { hidden: '(not shown)', sealed: '(sealed)', true: 'yes', false: 'no', more: moreEn },
} as const;

/** A value of a field, of before or after, for people. */
export const valueOf = (value: unknown, lang: Language): string => {
  if (value === null) return '—';
  if (typeof value === 'boolean') return value ? words[lang].true : words[lang].false;
  if (typeof value === 'object' && 'sealed' in value) return words[lang].sealed;
  return typeof value === 'string' ? value : JSON.stringify(value);
};
