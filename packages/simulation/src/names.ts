import { pick } from './chance.js';

/** The provinces and cities under the centre since 1 July 2025 (Nghị quyết 202/2025/QH15). */
export const PROVINCES = [
  'Hà Nội',
  'Cao Bằng',
  'Tuyên Quang',
  'Điện Biên',
  'Lai Châu',
  'Sơn La',
  'Lào Cai',
  'Thái Nguyên',
  'Lạng Sơn',
  'Quảng Ninh',
  'Bắc Ninh',
  'Phú Thọ',
  'Hải Phòng',
  'Hưng Yên',
  'Ninh Bình',
  'Thanh Hóa',
  'Nghệ An',
  'Hà Tĩnh',
  'Quảng Trị',
  'Huế',
  'Đà Nẵng',
  'Quảng Ngãi',
  'Gia Lai',
  'Khánh Hòa',
  'Đắk Lắk',
  'Lâm Đồng',
  'Đồng Nai',
  'Hồ Chí Minh',
  'Tây Ninh',
  'Đồng Tháp',
  'Vĩnh Long',
  'An Giang',
  'Cần Thơ',
  'Cà Mau',
] as const;

/** Those that are cities under the centre. */
export const CITIES: readonly string[] = ['Hà Nội', 'Hải Phòng', 'Huế', 'Đà Nẵng', 'Hồ Chí Minh', 'Cần Thơ'];

const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Phan',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const MIDDLE = ['Thị', 'Thị Thu', 'Thị Thanh', 'Thị Kim', 'Thị Ngọc', 'Thị Minh', 'Thị Bích', 'Thị Hồng'];
const GIVEN = [
  'An',
  'Bình',
  'Chi',
  'Dung',
  'Đào',
  'Giang',
  'Hà',
  'Hạnh',
  'Hiền',
  'Hoa',
  'Hương',
  'Huệ',
  'Lan',
  'Liên',
  'Loan',
  'Mai',
  'Nga',
  'Ngân',
  'Nhung',
  'Oanh',
  'Phương',
  'Quyên',
  'Thảo',
  'Thủy',
  'Trang',
  'Tuyết',
  'Vân',
  'Xuân',
  'Yến',
];
const MEN = ['Anh', 'Cường', 'Dũng', 'Hải', 'Hùng', 'Long', 'Minh', 'Nam', 'Sơn', 'Tuấn'];

/** A name that nobody was asked for: syllables that are common, put together by chance. */
export const womanOf = (bits: number): string =>
  `${pick(SURNAMES, bits)} ${pick(MIDDLE, bits >>> 8)} ${pick(GIVEN, bits >>> 16)}`;

export const manOf = (bits: number): string => `${pick(SURNAMES, bits)} Văn ${pick(MEN, bits >>> 16)}`;
