/**
 * A subscriber of every topic, run as a process of its own: `DATABASE_URL`, `KAFKA_BROKERS`. Of each subject it keeps how
 * many events it took, and the chain of what was in them: an event that is lost, comes twice or out of turn shows in both.
 */
import { createHash } from 'node:crypto';
import { kafkaTopics, postgresInbox, subscribe } from '@sohoi/subscriber';
import type { CloudEvent, Effects } from '@sohoi/subscriber';
import { Pool } from 'pg';

const link = ({ id, type, time, sequence, streamversion, data }: CloudEvent): string =>
  createHash('sha256')
    .update(JSON.stringify([id, type, time, sequence, streamversion, data]))
    .digest('hex');

const TAKE = `
  INSERT INTO taken (subject, events, chain) VALUES ($1, 1, $2)
  ON CONFLICT (subject) DO UPDATE
    SET events = taken.events + 1, chain = encode(sha256((taken.chain || excluded.chain)::bytea), 'hex')`;

const take = async (event: CloudEvent, effects: Effects): Promise<void> => {
  await effects.query({ name: 'take', text: TAKE, values: [event.subject, link(event)] });
};

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], application_name: 'sohoi-subscriber' });
pool.on('error', () => undefined);
await pool.query(
  'CREATE TABLE IF NOT EXISTS taken (subject text PRIMARY KEY, events int NOT NULL, chain text NOT NULL)',
);
const inbox = postgresInbox(pool, 'killed');
await inbox.prepare();
const source = kafkaTopics({
  kafka: { clientId: 'killed', brokers: [process.env['KAFKA_BROKERS'] ?? ''] },
  group: 'killed',
  topics: (process.env['TOPICS'] ?? '').split(','),
});
process.stdout.write('subscribed\n');
await subscribe({ source, inbox, handle: take }).run(new AbortController().signal);
