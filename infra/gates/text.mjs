import { repositoryFiles, textOf } from './files.mjs';
import { runGate } from './gate.mjs';

/** Rules over the text of files: `in` says of which, `never` what no line of theirs may have. */
const rules = [
  {
    rule: 'no-registry-address',
    in: /(^|\/)(pnpm-lock\.yaml|package-lock\.json|yarn\.lock|\.npmrc|pnpm-workspace\.yaml|package\.json)$/,
    never: /\bhttps?:\/\/[^\s'"]*(registry|npm|\.tgz)|(^|[\s"'])(@[\w-]+:)?registry\s*[=:]|tarball:\s*['"]?https?:/i,
    says: 'the address of a registry is the machine’s business, not the repository’s',
  },
  {
    rule: 'no-machine-path',
    in: /./,
    never: /(^|[^\w.:/-])(\/home\/[a-z]|\/Users\/[A-Za-z]|\/root\/|\/work\/[a-z]|[A-Z]:\\\\?Users)/,
    says: 'a path of one machine',
  },
  {
    rule: 'no-suppression',
    in: /\.(ts|mts|mjs|js)$/,
    never: /\/[/*]\s*(eslint-(disable|enable)|@ts-(ignore|nocheck|expect-error)|prettier-ignore|istanbul ignore)/,
    says: 'a gate is not switched off in a comment',
  },
  {
    rule: 'no-unfinished-work',
    in: /\.(ts|mts|mjs|js|sql|md)$/,
    never: new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`),
    says: 'finish it, or write an issue',
  },
];

const isText = (text) => !text.includes('\0');

await runGate('text', ({ root }) => {
  const files = repositoryFiles(root);
  const findings = files.flatMap((file) => {
    const applying = rules.filter((rule) => rule.in.test(file));
    const text = textOf(root, file);
    if (!isText(text)) return [];
    return text.split('\n').flatMap((line, at) =>
      applying
        .filter(({ never }) => never.test(line))
        .map(({ rule, says }) => ({
          rule,
          file: `${file}:${at + 1}`,
          says: `${says}: ${line.trim().slice(0, 100)}`,
        })),
    );
  });
  return {
    counts: { files: files.length, 'lock files': files.filter((file) => file === 'pnpm-lock.yaml').length },
    findings,
  };
});
