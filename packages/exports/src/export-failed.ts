/** What the person who exports can mend; the message says it in words. */
export class ExportFailed extends Error {
  override readonly name = 'ExportFailed';
}

/** The person stopped it. */
export class ExportStopped extends Error {
  override readonly name = 'ExportStopped';

  constructor() {
    super('stopped');
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is no folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EXDEV: 'it is a disk of its own; name a folder in it',
  EBUSY: 'it is a disk of its own; name a folder in it',
  ENOTEMPTY: 'it is not empty',
  EEXIST: 'it is not empty',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
};

/** DuckDB tells the reason by the words of the system. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/No space left on device|Could not write all bytes/i, 'the disk is full'],
  [/Disk quota exceeded/i, 'your share of the disk is used up'],
  [/Permission denied/i, 'you may not write there'],
  [/Read-only file system/i, 'the disk is read-only'],
];

/** The same error in words, if it tells that a file cannot be written; any other error as it is. */
export const inWords = (error: unknown, path: string): unknown => {
  if (typeof error !== 'object' || error === null || error instanceof ExportFailed) return error;
  const { code, message = '' } = error as Partial<NodeJS.ErrnoException>;
  const reason = (code && REASONS[code]) ?? WORDS.find(([words]) => words.test(message))?.[1];
  return reason ? new ExportFailed(`${path} cannot be written: ${reason}`, { cause: error }) : error;
};
