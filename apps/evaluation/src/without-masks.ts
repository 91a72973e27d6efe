import { MaskBroken } from '@sohoi/sealing';
import type { Masker } from '@sohoi/sealing';

/** A masked code, wherever it stands: in an indicator's code, its name, or a measure's. */
const MASKED = /\bm1\.[\w-]{64,}/g;

/**
 * An explanation in the words of its rubric, which says in public which groups it counts. What looks like a code and is
 * none was written by people, and stays.
 */
export const withoutMasks = <T>({ codeOf }: Pick<Masker, 'codeOf'>, explained: T): T => {
  const nameOf = (masked: string): string => {
    try {
      return codeOf(masked);
    } catch (error) {
      if (error instanceof MaskBroken) return masked;
      throw error;
    }
  };
  return JSON.parse(JSON.stringify(explained).replace(MASKED, nameOf)) as T;
};
