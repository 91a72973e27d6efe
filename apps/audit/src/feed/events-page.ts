import { jsonSchemaOf, publicEvents, schemaVersionOf, topics, typeOf } from '@sohoi/contracts';
import type { PublicEvent, Topic } from '@sohoi/contracts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const TITLES: Readonly<Record<Topic, string>> = {
  organization: 'Tổ chức · Organisation',
  membership: 'Hội viên · Membership',
  training: 'Bồi dưỡng · Training',
  evaluation: 'Đánh giá, thi đua · Evaluation',
};

type Field = { readonly type?: string; readonly format?: string; readonly enum?: readonly string[] };

const typeIn = ({ type, format, enum: words }: Field): string => (words ? words.join(' | ') : (format ?? type ?? '…'));

const rowsOf = (event: PublicEvent): string => {
  const schema = jsonSchemaOf(event) as { properties: Record<string, Field>; required?: readonly string[] };
  return Object.entries(schema.properties)
    .map(
      ([name, field]) =>
        `<tr><td><code>${escaped(name)}</code></td><td>${escaped(typeIn(field))}</td>` +
        `<td>${schema.required?.includes(name) ? 'có · yes' : ''}</td></tr>`,
    )
    .join('');
};

const articleOf = (event: PublicEvent): string => {
  const type = typeOf(event);
  const schema = `/schemas/${event.name}/${schemaVersionOf(event)}.json`;
  return `<article id="${type}"><h3><a href="#${type}"><code>${type}</code></a></h3>
<p>${escaped(event.says.vi)}<br><span lang="en">${escaped(event.says.en)}</span> <a href="${schema}">JSON Schema</a></p>
<table><thead><tr><th>trường · field</th><th>kiểu · type</th><th>bắt buộc · required</th></tr></thead>
<tbody>${rowsOf(event)}</tbody></table></article>`;
};

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
a{color:#8a1538}code{font-size:.95em}table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:left}
nav ul{columns:2;padding-left:1.2rem}span[lang]{color:#555}article{border-top:1px solid #ddd}`;

/** The public events, readable in a browser, from the contract itself. */
export const eventsPage = (): string => {
  const events = [...publicEvents.values()];
  const of = (topic: string): readonly PublicEvent[] => events.filter((event) => event.topic === topic);
  const index = Object.keys(topics)
    .map((topic) => `<li><a href="#${topic}">${TITLES[topic as Topic]}</a></li>`)
    .join('');
  const sections = Object.entries(topics).map(
    ([topic, { address }]) =>
      `<section id="${topic}"><h2>${TITLES[topic as Topic]}</h2>
<p><code>GET /feeds/${topic}</code> · Kafka <code>${address}</code></p>${of(topic).map(articleOf).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sự kiện công khai · Public events</title>
<style>${STYLE}</style></head><body><h1>Sự kiện công khai · Public events</h1>
<p>CloudEvents 1.0. <a href="/docs">API</a></p><nav><ul>${index}</ul></nav>${sections.join('\n')}</body></html>
`;
};
