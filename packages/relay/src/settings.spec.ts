import { describe, expect, it } from '@jest/globals';
import { BadRelaySetting, relaySettings } from './settings.js';

const KAFKA_BROKERS = 'one.example:9092, two.example:9093';

describe('the settings of the relay', () => {
  it('are none where no broker is named', () => {
    expect(relaySettings({})).toBeUndefined();
    expect(relaySettings({ KAFKA_BROKERS: '' })).toBeUndefined();
  });

  it('take brokers, and leave the rest to their defaults', () => {
    expect(relaySettings({ KAFKA_BROKERS })).toEqual({
      kafka: { clientId: 'so-hoi-relay-so-hoi', brokers: ['one.example:9092', 'two.example:9093'], replication: -1 },
      instance: { instance: 'so-hoi', schemas: 'https://so-hoi.example/schemas' },
    });
  });

  it('take TLS, a login, copies and the name of the ledger', () => {
    const env = {
      ...{ KAFKA_BROKERS, KAFKA_TLS: 'true', KAFKA_SASL: 'scram-sha-512', KAFKA_USERNAME: 'u', KAFKA_PASSWORD: 'p' },
      ...{ KAFKA_REPLICATION: '3', INSTANCE: 'trung-uong', SCHEMAS_URL: 'https://ledger.example/schemas/' },
    };
    expect(relaySettings(env)).toMatchObject({
      kafka: { ssl: true, sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'p' }, replication: 3 },
      instance: { instance: 'trung-uong', schemas: 'https://ledger.example/schemas' },
    });
    expect(relaySettings({ KAFKA_BROKERS, KAFKA_CA: import.meta.filename })?.kafka.ssl).toMatchObject({
      ca: [expect.any(String)],
    });
  });

  it.each([
    [{ KAFKA_BROKERS: 'nowhere' }, 'KAFKA_BROKERS: takes host:port'],
    [{ KAFKA_BROKERS: 'https://one.example:9092' }, 'KAFKA_BROKERS: takes host:port'],
    [{ KAFKA_BROKERS, KAFKA_TLS: 'yes' }, 'KAFKA_TLS: '],
    [{ KAFKA_BROKERS, KAFKA_SASL: 'gssapi' }, 'KAFKA_SASL: '],
    [
      { KAFKA_BROKERS, KAFKA_SASL: 'plain', KAFKA_USERNAME: 'u' },
      'KAFKA_SASL: takes KAFKA_USERNAME and KAFKA_PASSWORD',
    ],
    [{ KAFKA_BROKERS, KAFKA_CA: '/does/not/exist.pem' }, 'KAFKA_CA: /does/not/exist.pem cannot be read'],
    [{ KAFKA_BROKERS, KAFKA_REPLICATION: '0' }, 'KAFKA_REPLICATION: '],
    [{ KAFKA_BROKERS, INSTANCE: 'trung ương' }, 'INSTANCE: takes 1 to 100 letters'],
    [{ KAFKA_BROKERS, SCHEMAS_URL: 'ftp://x' }, 'SCHEMAS_URL: '],
  ])('%o are refused by name', (env, reason) => {
    expect(() => relaySettings(env)).toThrow(BadRelaySetting);
    expect(() => relaySettings(env)).toThrow(reason);
  });
});
