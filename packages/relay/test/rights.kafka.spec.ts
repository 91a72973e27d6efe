import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { startKafka, withKafka } from '../../../infra/kafka/testing.mjs';
import type { KafkaBroker } from '../../../infra/kafka/kafka.d.ts';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import { clientOf, readUntil } from './reading.js';
import { openSide, runRelay, until } from './relay-side.js';
import type { Side } from './relay-side.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

jest.setTimeout(120_000);

const EVENTS = 'vwu.membership.events.v1';

const onEvents = {
  resourceType: AclResourceTypes.TOPIC,
  resourceName: EVENTS,
  resourcePatternType: ResourcePatternTypes.LITERAL,
};

/** Who may read a topic, and no more, may not write to it. */
const readOnly = [AclOperationTypes.READ, AclOperationTypes.DESCRIBE_CONFIGS].map((operation) => ({
  ...{ ...onEvents, principal: 'User:ANONYMOUS', host: '*', operation, permissionType: AclPermissionTypes.ALLOW },
}));

const withAny = { operation: AclOperationTypes.ANY, permissionType: AclPermissionTypes.ANY };

withKafka('a relay whose right is taken away', () => {
  let broker: KafkaBroker;
  let admin: Admin;
  let side: Side;

  const rules = async (): Promise<number> =>
    (await admin.describeAcls({ ...onEvents, ...withAny })).resources.flatMap(({ acls }) => acls).length;
  const sent = async (): Promise<number> => {
    const { rows } = await side.pool.query<{ events: string }>(
      `SELECT events FROM read.checkpoint WHERE name = 'relay-events'`,
    );
    return Number(rows[0]?.events ?? 0);
  };

  beforeEach(async () => {
    broker = await startKafka({
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'allow.everyone.if.no.acl.found': true,
    });
    admin = clientOf(broker).admin();
    await admin.connect();
    side = await openSide();
  });
  afterEach(async () => {
    await admin.disconnect();
    await side.close();
  });

  it('waits, says which right it is, and goes on without a loss when it has it again', async () => {
    await side.record(10);
    const { states, stop } = await runRelay(
      side,
      kafkaPublisher({ clientId: 'relays', brokers: [broker.address], replication: 1 }),
    );
    try {
      await until(async () => (await sent()) === 10);
      await admin.createAcls({ acl: readOnly });
      await until(async () => (await rules()) === 2);
      await side.record(10);
      await until(() => states.get('relay-events')?.state === 'retrying');
      expect(states.get('relay-events')).toMatchObject({ reason: expect.stringMatching(/^KafkaUnfit: .*authorized/i) });
      expect(await sent()).toBe(10);
      await admin.deleteAcls({ filters: [{ ...onEvents, ...withAny }] });
      await until(async () => (await sent()) === 20);
      const read = await readUntil(broker, [EVENTS], ({ length }) => length === 20);
      expect(new Set(read.map(({ headers }) => headers['ce_id'])).size).toBe(20);
    } finally {
      await stop();
    }
  });
});
