/** The letters in the order of Vietnamese dictionaries; f, j, w and z stand where the Latin alphabet has them. */
const LETTERS = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';

/** Level, grave, hook, tilde, acute, dot below: the order of tones in Vietnamese dictionaries. */
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** Marks that make another letter, not another tone: breve, circumflex, horn. */
const SHAPES = /[\u0306\u0302\u031b]/u;

type Keys = { readonly letters: string; readonly tones: string };

/** Weights of letters and of tones as texts: digits and other signs before letters, in code order. */
const keysOf = (name: string): Keys => {
  let letters = '';
  let tones = '';
  for (const character of name.normalize('NFC').toLowerCase()) {
    const marks = [...character.normalize('NFD')];
    const letter = marks
      .filter((mark, i) => i === 0 || SHAPES.test(mark))
      .join('')
      .normalize('NFC');
    const rank = LETTERS.indexOf(letter);
    letters += rank < 0 ? `0${character}` : `1${String.fromCodePoint(0x100 + rank)}`;
    tones += String(Math.max(0, TONES.indexOf(marks.slice(1).find((mark) => !SHAPES.test(mark)) ?? '')));
  }
  return { letters, tones };
};

const compareText = (a: string, b: string): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Orders names as a Vietnamese dictionary does: by letters, of equal letters by tones, of equal tones by code units.
 * Rests on Unicode normal forms alone, which never change, and on no locale data, which differ between machines;
 * two texts are equal only if their composed forms are.
 */
export const compareVietnamese = (a: string, b: string): -1 | 0 | 1 => {
  const left = keysOf(a);
  const right = keysOf(b);
  return (
    compareText(left.letters, right.letters) ||
    compareText(left.tones, right.tones) ||
    compareText(a.normalize('NFC'), b.normalize('NFC'))
  );
};
