import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { selfSigned } from '@sohoi/embedded-postgres/testing';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import { relaySettings } from '../src/settings.js';
import { readUntil } from './reading.js';
import { openSide, runRelay, until } from './relay-side.js';
import type { Side } from './relay-side.js';

jest.setTimeout(120_000);

const EVENTS = 'vwu.membership.events.v1';
const PASSWORD = 'mat-khau-1';

withKafka('a relay to a broker that wants TLS and a password', () => {
  const files = selfSigned();
  const other = selfSigned();
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-kafka-tls-'));
  let broker: KafkaBroker;
  let side: Side;

  beforeAll(async () => {
    const both = join(folder, 'both.pem');
    writeFileSync(both, `${readFileSync(files.key, 'utf8')}${readFileSync(files.cert, 'utf8')}`);
    const login = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
    broker = await startKafka(
      {
        'listener.name.secure.ssl.keystore.type': 'PEM',
        'listener.name.secure.ssl.keystore.location': both,
        'listener.name.secure.sasl.enabled.mechanisms': 'PLAIN',
        'listener.name.secure.plain.sasl.jaas.config': `${login} user_relay="${PASSWORD}";`,
      },
      'SASL_SSL',
    );
    side = await openSide();
  });
  afterAll(async () => {
    await side.close();
    files.remove();
    other.remove();
    rmSync(folder, { recursive: true });
  });

  const publisherWith = (more: Readonly<Record<string, string>>) => {
    const settings = relaySettings({
      ...{ KAFKA_BROKERS: broker.secureAddress, KAFKA_CA: files.cert, KAFKA_SASL: 'plain' },
      ...{ KAFKA_USERNAME: 'relay', KAFKA_PASSWORD: PASSWORD, KAFKA_REPLICATION: '1', ...more },
    });
    if (!settings) throw new Error('a broker is named');
    return kafkaPublisher(settings.kafka);
  };

  it.each<[string, Record<string, string>, RegExp]>([
    ['another password', { KAFKA_PASSWORD: 'mat-khau-2' }, /SASL|authentication/i],
    ['another authority', { KAFKA_CA: other.cert }, /certificate|self-signed|verif/i],
  ])('waits with the reason where it has %s, and sends nothing', async (_what, more, reason) => {
    const { states, stop } = await runRelay(side, publisherWith(more));
    await side.record(1);
    await until(() => states.get('relay-events')?.state === 'retrying');
    const told = JSON.stringify([...states.values()]);
    await stop();
    expect(told).toMatch(reason);
    expect(told).not.toContain(more['KAFKA_PASSWORD'] ?? PASSWORD);
  });

  it('sends every event once it has what is wanted', async () => {
    await side.record(20);
    const { stop } = await runRelay(side, publisherWith({}));
    const read = await readUntil(broker, [EVENTS], ({ length }) => length >= 22);
    await stop();
    expect(new Set(read.map(({ headers }) => headers['ce_id'])).size).toBe(22);
  });
});
