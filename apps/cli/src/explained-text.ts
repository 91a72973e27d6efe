import { branch, drawn } from './drawn-tree.js';
import type { Branch } from './drawn-tree.js';
import type { Change, Criterion, Evidence, Explained, Language } from './explained.js';
import { explainedWords, numberIn } from './explained-words.js';

/** An explanation as a tree on a terminal, in one language: from the level down to the events. */
export const explainedText = (explained: Explained, lang: Language): string => {
  const words = explainedWords[lang];
  const { level, score, maxScore, period, status, revision, rubric, thresholds, caps, criteria } = explained;
  const number = (value: number): string => numberIn(value, lang);
  const state = status === 'provisional' ? words.provisional : words.published(revision);
  const rank = explained.rank ? [words.rank(explained.rank)] : [];
  const what = explained.unitName === undefined ? explained.name : `${explained.unitName}, ${explained.name}`;
  const root = branch(
    [what, `${period.code} (${period.from} – ${period.to})`, ...rank, state, words.until(explained.asOfPosition)].join(
      ' · ',
    ),
    branch(
      words.level(level?.name[lang] ?? words.noLevel, score === null ? words.noScore : number(score), number(maxScore)),
    ),
    branch(words.rubric(rubric.name, rubric.rubricVersion, sourceText(rubric.source))),
    branch(
      words.thresholds,
      ...thresholds.map(({ name, minPoints, reached }) =>
        branch(words.threshold(name[lang], number(minPoints), reached)),
      ),
    ),
    ...listed(
      words.caps,
      caps.map(({ says }) => branch(says[lang])),
    ),
    branch(words.criteria, ...criteria.map((criterion) => criterionBranch(criterion, lang))),
    ...takesBranch(explained.whatItTakes, lang),
  );
  return drawn(root);
};

/** Nothing where there is nothing to list. */
const listed = (text: string, below: readonly Branch[]): readonly Branch[] =>
  below.length === 0 ? [] : [branch(text, ...below)];

const sourceText = ({ title, date }: { readonly title: string; readonly date?: string }): string =>
  date === undefined ? title : `${title} (${date})`;

const criterionBranch = (criterion: Criterion, lang: Language): Branch => {
  const words = explainedWords[lang];
  const { criterionId, name, points, bonus, maxPoints, how, clause, figures, proposed, official, steps } = criterion;
  const number = (value: number): string => numberIn(value, lang);
  const earned = points === null ? words.unknown : number(points);
  return branch(
    words.points(name[lang], earned, number(maxPoints), bonus === 0 ? null : number(bonus)),
    branch(how[lang]),
    ...(clause === null ? [] : [branch(words.clause(clause))]),
    ...figures.map((figure) => {
      const { from, to, since } = figure.months;
      const months = since ? words.since(since[lang], to) : words.months(from, to);
      const value = figure.withheld
        ? words.withheld
        : figure.value === null
          ? words.nothingRecorded
          : number(figure.value);
      return branch(
        words.figure(figure.name[lang], value, months),
        ...evidenceBranches(figure.evidence, criterionId, lang),
      );
    }),
    ...(steps.length > 0
      ? steps.map(({ type, position, at, actor, role, points: given }) =>
          branch([at, ...(given === null ? [] : [number(given)]), type, position, words.by(actor, role)].join('  ')),
        )
      : [official.count > 0 ? official : proposed].flatMap((one) => evidenceBranches(one, criterionId, lang))),
  );
};

const evidenceBranches = ({ shown, more, rest }: Evidence, criterionId: string, lang: Language): readonly Branch[] => {
  const words = explainedWords[lang];
  const pieces = shown.map(({ at, amount, position, event }) => {
    const source = event?.source ? [words.source(sourceText(event.source))] : [];
    const behind = event ? [event.type, words.by(event.actor, event.role), ...source] : [];
    return branch([at, `${amount > 0 ? '+' : ''}${numberIn(amount, lang)}`, position, ...behind].join('  '));
  });
  const after = new URLSearchParams(rest?.split('?')[1]).get('after');
  const how = `--criterion ${criterionId} --evidence 200${after === null ? '' : ` --after ${after}`}`;
  return rest === null ? pieces : [...pieces, branch(words.rest(more, how))];
};

const takesBranch = (takes: Explained['whatItTakes'], lang: Language): readonly Branch[] => {
  if (!takes) return [];
  const words = explainedWords[lang];
  const number = (value: number): string => numberIn(value, lang);
  const told = (changes: readonly Change[]): readonly Branch[] => changes.map(({ says }) => branch(says[lang]));
  const open = takes.open.map(({ name, missing, least, full }) =>
    branch(
      words.of(name[lang], number(missing)),
      ...(least && full
        ? [...told([least]), ...(full.says[lang] === least.says[lang] ? [] : [branch(words.full(full.says[lang]))])]
        : [branch(words.noLever)]),
    ),
  );
  if (!takes.to) return [branch(words.top, ...listed(words.open, open))];
  return [
    branch(
      `${words.takes(takes.to.name[lang])}: ${words.missing(number(takes.pointsMissing))}`,
      branch(takes.note[lang]),
      ...listed(
        words.unmet,
        takes.unmet.map(({ says }) => branch(says[lang])),
      ),
      ...(takes.changes ? [branch(words.together, ...told(takes.changes))] : [branch(words.unreachable)]),
      ...listed(words.instead, told(takes.instead)),
      ...listed(words.open, open),
    ),
  ];
};
