import { readFile } from 'node:fs/promises';
import { evaluationMessages, placeOfFlaw, publishRubricVersion, rubric } from '@sohoi/evaluation';
import type { RubricRejection } from '@sohoi/evaluation';
import type { Rubric } from '@sohoi/evaluation/events';
import { CliError, EXIT_USAGE } from '../ledger-client.js';

/** Ids that no ledger gives: what is tried out has none. */
const TRIED_OUT = '00000000-0000-5000-8000-00000000a17e';
const OF_NOBODY = '00000000-0000-5000-8000-000000000000';

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
  const own = { unitId: OF_NOBODY, at: '2000-01-01', ...given, rubricVersion: 1 };
  const { id: _id, rubricId: _rubricId, ...content } = own as typeof own & { id?: unknown; rubricId?: unknown };
  const read = publishRubricVersion.safeParse(content);
  if (!read.success) {
    const said = read.error.issues.map(({ path: at, message }) => `${pathOf(at)}: ${message}`);
    throw refused(said.join('; '));
  }
  const data = { ...read.data, rubricId: TRIED_OUT };
  const decided = rubric.decide({ type: 'PublishRubric', data }, rubric.initial);
  if (!decided.ok) {
    throw refused(`${pathOf(placeOfFlaw(decided.rejection, data))}: ${inWords(decided.rejection)}`);
  }
  const [published] = decided.events;
  if (published?.type !== 'RubricPublished') throw refused('it cannot be published');
  return published.data;
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
