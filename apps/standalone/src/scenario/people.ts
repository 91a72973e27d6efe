import { scenarioId } from '@sohoi/demo-identity';

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô'] as const;

/** `Trần Thị Ví Dụ 07`: nobody can take it for the name of a real person. */
export const exampleName = (n: number, middle: 'Thị' | 'Văn' = 'Thị'): string =>
  `${FAMILIES[n % FAMILIES.length]} ${middle} Ví Dụ ${String(n).padStart(2, '0')}`;

/** The same person under a family name that is not hers, as it happens on paper. */
export const misheard = (name: string): string => name.replace(/^\S+/, 'Đinh');

/** The same person in whatever post, class or chapter. */
export const personId = (n: number): string => scenarioId(`person/${n}`);
