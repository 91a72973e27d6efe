/** Object ids of PostgreSQL's built-in types, for parameters in binary form. */
const OID = { text: 25, integer: 23, json: 114, uuid: 2950 } as const;

/**
 * A one-dimensional array parameter in PostgreSQL's binary form: no quoting here, no parsing there, which for
 * JSON full of quotes is most of the work.
 */
const arrayOf = (oid: number, elements: number, contentBytes: number, write: (buffer: Buffer, at: number) => void) => {
  const buffer = Buffer.allocUnsafe(20 + contentBytes);
  buffer.writeInt32BE(elements === 0 ? 0 : 1, 0); // dimensions
  buffer.writeInt32BE(0, 4); // no nulls
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(elements, 12);
  buffer.writeInt32BE(1, 16); // lower bound
  write(buffer, 20);
  return elements === 0 ? buffer.subarray(0, 12) : buffer;
};

const stringArray = (oid: number, values: readonly string[]): Buffer => {
  let bytes = 0;
  for (const value of values) bytes += 4 + Buffer.byteLength(value);
  return arrayOf(oid, values.length, bytes, (buffer, start) => {
    let at = start;
    for (const value of values) {
      const length = buffer.write(value, at + 4);
      buffer.writeInt32BE(length, at);
      at += 4 + length;
    }
  });
};

export const textArray = (values: readonly string[]): Buffer => stringArray(OID.text, values);

/** The elements are JSON texts. */
export const jsonArray = (values: readonly string[]): Buffer => stringArray(OID.json, values);

export const integerArray = (values: readonly number[]): Buffer =>
  arrayOf(OID.integer, values.length, values.length * 8, (buffer, start) => {
    values.forEach((value, n) => {
      buffer.writeInt32BE(4, start + n * 8);
      buffer.writeInt32BE(value, start + n * 8 + 4);
    });
  });

/** The elements are UUIDs as text with dashes. */
export const uuidArray = (values: readonly string[]): Buffer =>
  arrayOf(OID.uuid, values.length, values.length * 20, (buffer, start) => {
    values.forEach((value, n) => {
      buffer.writeInt32BE(16, start + n * 20);
      buffer.write(value.replaceAll('-', ''), start + n * 20 + 4, 'hex');
    });
  });
