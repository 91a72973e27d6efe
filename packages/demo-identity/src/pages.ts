import { createHash } from 'node:crypto';

export type Language = 'vi' | 'en';

/** Vietnamese unless English is asked for. */
export const languageOf = (preferred: string | undefined): Language =>
  /^\s*en\b/i.test(preferred ?? '') ? 'en' : 'vi';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { box-sizing: border-box; width: min(28rem, 100%); padding: 1.5rem; }
h1 { font-size: 1.5rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
select, input, button { box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .6rem; font: inherit; }
button { margin-top: 1.5rem; cursor: pointer; }
[role=alert] { border-left: .3rem solid #c00; padding: .25rem .75rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * No scripts but those that the provider itself vouches for by their hash. A form leads to us, and from us back to the
 * application, which is on this machine: browsers hold redirects after a form to `form-action` too.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self' http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** A whole page. @param body HTML whose texts are escaped */
export const page = (language: Language, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Sổ Hội</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</body>
</html>
`;
