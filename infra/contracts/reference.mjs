const cell = (text) => text.replaceAll('|', '\\|');

const typeIn = (schema) => {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf ?? schema.oneOf) return [...new Set((schema.anyOf ?? schema.oneOf).map(typeIn))].join(' · ');
  if (schema.type === 'array') return `list of ${typeIn(schema.items)}`;
  if (schema.type === 'object') return `{ ${Object.keys(schema.properties ?? {}).join(', ')} }`;
  return schema.format ?? schema.type ?? 'any';
};

const fieldRows = ({ properties, required = [] }) =>
  Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\` | ${cell(typeIn(schema))} | ${required.includes(name) ? 'có / yes' : ''} |`,
  );

const eventSection = ({ typeOf, schemaVersionOf, jsonSchemaOf }, event, examples) => [
  `### \`${typeOf(event)}\``,
  '',
  `${event.says.vi} / ${event.says.en} [Schema ${schemaVersionOf(event)}](../../../packages/contracts/schemas/${event.name}/${schemaVersionOf(event)}.json).`,
  '',
  '| trường / field | kiểu / type | bắt buộc / required |',
  '| --- | --- | --- |',
  ...fieldRows(jsonSchemaOf(event)),
  '',
  ...(examples[0] ? ['```json', JSON.stringify(examples[0], null, 2), '```', ''] : []),
];

const titles = {
  organization: 'Tổ chức / Organisation',
  membership: 'Hội viên / Membership',
  training: 'Bồi dưỡng / Training',
  evaluation: 'Đánh giá và thi đua / Evaluation',
};

/** The readable reference as Markdown, Vietnamese beside English. */
export const referenceOf = (contracts, examples) => {
  const { publicEvents, notPublic, topics, typeOf } = contracts;
  const events = [...publicEvents.values()];
  const sections = Object.entries(topics).flatMap(([topic, { address, partitions }]) => [
    `## ${titles[topic]}`,
    '',
    `Kafka: \`${address}\`, ${partitions} phân vùng / partitions. Khóa / key: \`partitionkey\`.`,
    '',
    ...events
      .filter((event) => event.topic === topic)
      .flatMap((event) => eventSection(contracts, event, examples.get(typeOf(event)) ?? [])),
  ]);
  return [
    '# Sự kiện công khai / Public events',
    '',
    'Sinh ra từ `packages/contracts`; đừng sửa bằng tay. Lời hứa của hợp đồng: [the-contract.md](../../explanation/the-contract.md).',
    '',
    'Generated from `packages/contracts`; not edited by hand. What the contract promises: [the-contract.md](../../explanation/the-contract.md). The same as [AsyncAPI 3](asyncapi.json).',
    '',
    ...sections,
    '## Không công khai / Not public',
    '',
    '| sự kiện / event | vì sao / why |',
    '| --- | --- |',
    ...[...notPublic].map(([type, why]) => `| \`${type}\` | ${cell(why)} |`),
    '',
  ].join('\n');
};
