import { readFile } from 'node:fs/promises';
import { evaluationMessages } from '@sohoi/evaluation';
import type { RubricRejection } from '@sohoi/evaluation';
import type { Rubric } from '@sohoi/evaluation/events';
import { triedRubric } from '@sohoi/replay';
import { CliError, EXIT_USAGE } from '../ledger-client.js';

const LONGEST = 1_000_000;

/**
 * An alternative rubric as `POST /v1/rubrics` takes it; whose it is, which version, and since when does not matter.
 * @throws CliError that names the place in the file
 */
export const rubricInFile = async (path: string): Promise<Rubric> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`--rubric ${path} cannot be read: ${error.message}`, EXIT_USAGE);
  });
  if (text.length > LONGEST) throw new CliError(`${path} has more than ${LONGEST} characters`, EXIT_USAGE);
  return rubricIn(text, path);
};

export const rubricIn = (text: string, path: string): Rubric => {
  const refused = (what: string): CliError => new CliError(`${path}: ${what}`, EXIT_USAGE);
  const given = parsed(text, refused);
  const tried = triedRubric(given);
  if (tried.ok) return tried.rubric;
  if ('issues' in tried)
    throw refused(tried.issues.map(({ path: at, message }) => `${pathOf(at)}: ${message}`).join('; '));
  throw refused(`${pathOf(tried.path)}: ${inWords(tried.rejection)}`);
};

const parsed = (text: string, refused: (what: string) => CliError): object => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`it is no JSON: ${(error as SyntaxError).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused('a rubric is an object');
  return value;
};

/** `criteria[2].maxPoints` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '') || 'the rubric';

const inWords = <R extends RubricRejection>(rejection: R): string => {
  const message = evaluationMessages[rejection.code as R['code']] as {
    readonly vi: (rejection: R) => string;
    readonly en: (rejection: R) => string;
  };
  return `${message.vi(rejection)} · ${message.en(rejection)}`;
};
