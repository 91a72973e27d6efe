const HIDDEN = '[redacted]';

const SECRETS =
  'passw(?:or)?d|passphrase|secret|api[_-]?key|private[_-]?key|master[_-]?key|token|assertion|code_verifier';

/** What is secret wherever it stands: patterns, each with what is left of the match. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, HIDDEN],
  [/\b((?:proxy-)?authorization|cookie|set-cookie)(['"]?\s*[:=]\s*)(?!\[redacted\])[^\r\n]+/gi, `$1$2${HIDDEN}`],
  [/\b(bearer|basic|dpop)\s+[\w.~+/-]{8,}=*/gi, `$1 ${HIDDEN}`],
  [/\b(?:eyJ[\w-]{5,})(?:\.[\w-]*){1,4}/g, HIDDEN],
  [/\b([a-z][a-z\d+.-]*:\/\/[^\s:/?#@]*):[^\s/?#]*@/gi, `$1:${HIDDEN}@`],
  [
    new RegExp(
      `([\\w-]{0,40}(?:${SECRETS}))(['"]?\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|[^\\s"',;&})]+)`,
      'gi',
    ),
    `$1$2${HIDDEN}`,
  ],
];

/** A text for a log without what opens doors: tokens, passwords, also within addresses, cookies, private keys. */
export const redact = (text: string): string =>
  rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
