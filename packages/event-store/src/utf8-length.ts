/** Bytes of a text in UTF-8: `a` 1, `đ` 2, `ế` 3, `🇻` 4 in two units. */
export const utf8Length = (text: string): number => {
  let bytes = 0;
  for (let n = 0; n < text.length; n += 1) {
    const unit = text.charCodeAt(n);
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    bytes += unit < 0x80 ? 1 : unit < 0x800 || isHalf ? 2 : 3;
  }
  return bytes;
};
