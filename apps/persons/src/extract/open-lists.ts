import { say } from './words.js';
import type { Phrase } from './words.js';

type List = Readonly<Record<string, Phrase>>;

/** A people has one name in both languages. */
const named = (names: Readonly<Record<string, string>>): List =>
  Object.fromEntries(Object.entries(names).map(([code, name]) => [code, say(name, name)]));

/** The peoples of Việt Nam (General Statistical Office, Decision 121-TCTK/PPCĐ of 2 March 1979). */
export const peoples: List = named({
  ...{ kinh: 'Kinh', tay: 'Tày', thai: 'Thái', hoa: 'Hoa', khmer: 'Khmer', muong: 'Mường', nung: 'Nùng' },
  ...{ hmong: 'Mông', mong: 'Mông', dao: 'Dao', 'gia-rai': 'Gia-rai', ngai: 'Ngái', 'e-de': 'Ê-đê', 'ba-na': 'Ba-na' },
  ...{ 'xo-dang': 'Xơ-đăng', 'san-chay': 'Sán Chay', 'co-ho': 'Cơ-ho', cham: 'Chăm', 'san-diu': 'Sán Dìu', hre: 'Hrê' },
  ...{ mnong: 'Mnông', 'ra-glai': 'Ra-glai', xtieng: 'Xtiêng', 'bru-van-kieu': 'Bru – Vân Kiều', tho: 'Thổ' },
  ...{ giay: 'Giáy', 'co-tu': 'Cơ-tu', 'gie-trieng': 'Gié – Triêng', ma: 'Mạ', 'kho-mu': 'Khơ-mú', co: 'Co' },
  ...{ 'ta-oi': 'Tà-ôi', 'cho-ro': 'Chơ-ro', khang: 'Kháng', 'xinh-mun': 'Xinh-mun', 'ha-nhi': 'Hà Nhì' },
  ...{ 'chu-ru': 'Chu-ru', lao: 'Lào', 'la-chi': 'La Chí', 'la-ha': 'La Ha', 'phu-la': 'Phù Lá', 'la-hu': 'La Hủ' },
  ...{ lu: 'Lự', 'lo-lo': 'Lô Lô', chut: 'Chứt', mang: 'Mảng', 'pa-then': 'Pà Thẻn', 'co-lao': 'Cơ Lao', cong: 'Cống' },
  ...{ 'bo-y': 'Bố Y', 'si-la': 'Si La', 'pu-peo': 'Pu Péo', brau: 'Brâu', 'o-du': 'Ơ Đu', 'ro-mam': 'Rơ-măm' },
});

export const religions: List = {
  none: say('không', 'none'),
  buddhism: say('Phật giáo', 'Buddhism'),
  catholicism: say('Công giáo', 'Catholicism'),
  protestantism: say('Tin lành', 'Protestantism'),
  caodaism: say('Cao Đài', 'Caodaism'),
  hoahao: say('Phật giáo Hòa Hảo', 'Hòa Hảo Buddhism'),
  islam: say('Hồi giáo', 'Islam'),
};

/** Those that the project itself writes of; every unit may count others. */
export const categories: List = {
  'core-member': say('hội viên nòng cốt', 'core member'),
  'ethnic-minority': say('dân tộc thiểu số', 'ethnic minority'),
  religion: say('có tôn giáo', 'of a religion'),
  elderly: say('cao tuổi', 'elderly'),
  'migrant-worker': say('lao động di cư', 'migrant worker'),
  disability: say('khuyết tật', 'with a disability'),
};

/** Lists that anybody may add to, by the key under which their codes stand: a code without a word is no mistake. */
export const openLists: Readonly<Record<string, List>> = {
  ethnicity: peoples,
  religion: religions,
  category: categories,
  categories,
};
