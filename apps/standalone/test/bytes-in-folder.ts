import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const PIECE = 4 * 1024 * 1024;

/** The files below a folder that hold one of these byte strings, by the name of the string. */
export const filesWith = (
  folder: string,
  wanted: Readonly<Record<string, Buffer>>,
): Readonly<Record<string, readonly string[]>> => {
  const found: Record<string, string[]> = {};
  for (const file of filesBelow(folder)) {
    for (const name of namesIn(file, wanted)) (found[name] ??= []).push(file);
  }
  return found;
};

export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** A piece at a time, each with the end of the one before, so that nothing is missed between two. */
const namesIn = (file: string, wanted: Readonly<Record<string, Buffer>>): ReadonlySet<string> => {
  const names = new Set<string>();
  const overlap = Math.max(...Object.values(wanted).map(({ length }) => length));
  const piece = Buffer.alloc(PIECE + overlap);
  const descriptor = openSync(file, 'r');
  try {
    let kept = 0;
    for (let read = 1; read > 0;) {
      read = readSync(descriptor, piece, kept, PIECE, null);
      const bytes = piece.subarray(0, kept + read);
      for (const [name, value] of Object.entries(wanted)) if (bytes.includes(value)) names.add(name);
      kept = Math.min(overlap, bytes.length);
      bytes.copy(piece, 0, bytes.length - kept);
    }
  } finally {
    closeSync(descriptor);
  }
  return names;
};

/** A text as programs write it: UTF-8, UTF-16, hexadecimal, base64, escaped as in JSON. */
export const writtenForms = (name: string, text: string): Readonly<Record<string, Buffer>> => {
  const escaped = text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return {
    [`${name} in UTF-8`]: Buffer.from(text),
    [`${name} decomposed`]: Buffer.from(text.normalize('NFD')),
    [`${name} in UTF-16`]: Buffer.from(text, 'utf16le'),
    [`${name} escaped`]: Buffer.from(escaped),
    ...bytesInText(name, Buffer.from(text)),
  };
};

/** Bytes as text: hexadecimal and base64. */
export const bytesInText = (name: string, bytes: Buffer): Readonly<Record<string, Buffer>> => ({
  [`${name} in hexadecimal`]: Buffer.from(bytes.toString('hex')),
  [`${name} in base64`]: Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
  [`${name} in base64url`]: Buffer.from(bytes.toString('base64url')),
});
