import { publicEvents } from './public-events.js';
import { typeOf } from './public-event.js';
import type { PublicEvent, Topic } from './public-event.js';
import { jsonSchemaOf, memberStateJsonSchema } from './schema.js';

/** Kafka topics: the number of partitions never changes, since keys would move. */
export const topics: Readonly<Record<Topic, { readonly address: string; readonly partitions: number }>> = {
  organization: { address: 'vwu.orgunit.events.v1', partitions: 3 },
  membership: { address: 'vwu.membership.events.v1', partitions: 12 },
  training: { address: 'vwu.training.events.v1', partitions: 3 },
  evaluation: { address: 'vwu.evaluation.events.v1', partitions: 6 },
};

/** The last state of each member under her id, compacted; a tombstone stays `delete.retention.ms` after an erasure. */
export const stateTopic = {
  address: 'vwu.membership.state.v1',
  partitions: topics.membership.partitions,
  config: { 'cleanup.policy': 'compact', 'delete.retention.ms': 2_592_000_000 },
} as const;

/** Signed checkpoints of the transparency log (c2sp.org/tlog-checkpoint), under its origin. */
export const checkpointTopic = { address: 'vwu.ledger.checkpoints.v1', partitions: 1 } as const;

const text = { type: 'string' };

/** Headers of a Kafka record in binary mode: the attributes of the CloudEvent. */
const headers = {
  type: 'object',
  properties: {
    'content-type': { const: 'application/json' },
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', format: 'uuid' },
    ce_source: text,
    ce_type: text,
    ce_subject: text,
    ce_time: { type: 'string', format: 'date-time' },
    ce_recordedtime: { type: 'string', format: 'date-time' },
    ce_sequence: text,
    ce_streamversion: { type: 'string', pattern: '^[1-9][0-9]*$' },
    ce_partitionkey: text,
    ce_correlationid: text,
    ce_causationid: text,
    ce_dataclassification: { const: 'confidential' },
    ce_dataregulation: { const: 'VN-PDPL' },
    ce_dataschema: { type: 'string', format: 'uri' },
  },
  required: ['content-type', ...['specversion', 'id', 'source', 'type', 'subject', 'time'].map((name) => `ce_${name}`)],
};

/** `vn.vwu.member.admitted.v1` → `memberAdmittedV1` */
export const keyOf = (event: PublicEvent): string =>
  typeOf(event)
    .replace('vn.vwu.', '')
    .replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());

const FOR_EVER = { 'cleanup.policy': ['delete'], 'retention.ms': -1 };

const channelOf = (
  { address, partitions }: { readonly address: string; readonly partitions: number },
  messages: readonly string[],
  topicConfiguration: object = FOR_EVER,
) => ({
  address,
  messages: Object.fromEntries(messages.map((key) => [key, { $ref: `#/components/messages/${key}` }])),
  bindings: { kafka: { partitions, topicConfiguration, bindingVersion: '0.5.0' } },
});

const keyed = (description: string) => ({
  bindings: { kafka: { key: { type: 'string', description }, bindingVersion: '0.5.0' } },
});

/** What is on topics of its own, and is no event. */
const others = {
  memberState: {
    name: 'member-state',
    title: 'Trạng thái hội viên',
    summary: 'What the public events tell of a member; no value: her data were erased',
    contentType: 'application/json',
    payload: { anyOf: [memberStateJsonSchema, { type: 'null' }] },
    ...keyed('member id'),
  },
  checkpoint: {
    name: 'checkpoint',
    title: 'Điểm kiểm tra đã ký',
    summary: 'A signed checkpoint of the log',
    contentType: 'text/plain',
    payload: { type: 'string' },
    ...keyed('origin of the log'),
  },
};

const messageOf = (event: PublicEvent, examples: readonly unknown[]) => ({
  name: typeOf(event),
  title: event.says.vi,
  summary: event.says.en,
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/headers' },
  payload: jsonSchemaOf(event),
  ...keyed('partitionkey'),
  ...(examples.length === 0 ? {} : { examples: examples.map((payload) => ({ payload })) }),
});

/**
 * The AsyncAPI 3 document of the whole contract.
 * @param examples data of public events, by type with the major version
 */
export const asyncApiOf = (examples: ReadonlyMap<string, readonly unknown[]>): { readonly [key: string]: unknown } => {
  const events = [...publicEvents.values()];
  const of = (topic: Topic) => events.filter((event) => event.topic === topic);
  const each = Object.entries(topics) as [Topic, (typeof topics)[Topic]][];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Sổ Hội: public events',
      version: '1.0.0',
      description: 'CloudEvents 1.0 of the ledger: at least once, in order for each subject, without personal fields.',
    },
    defaultContentType: 'application/json',
    channels: {
      ...Object.fromEntries(each.map(([topic, setting]) => [topic, channelOf(setting, of(topic).map(keyOf))])),
      'membership-state': channelOf(stateTopic, ['memberState'], {
        ...stateTopic.config,
        'cleanup.policy': [stateTopic.config['cleanup.policy']],
      }),
      checkpoints: channelOf(checkpointTopic, ['checkpoint']),
    },
    operations: Object.fromEntries(
      [...each.map(([topic]) => topic), 'membership-state', 'checkpoints'].map((topic) => [
        `publish-${topic}`,
        { action: 'send', channel: { $ref: `#/channels/${topic}` } },
      ]),
    ),
    components: {
      schemas: { headers },
      messages: {
        ...Object.fromEntries(
          events.map((event) => [keyOf(event), messageOf(event, examples.get(typeOf(event)) ?? [])]),
        ),
        ...others,
      },
    },
  };
};
