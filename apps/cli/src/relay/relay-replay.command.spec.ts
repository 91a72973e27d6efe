import { describe, expect, it } from '@jest/globals';
import { relayReplay } from './relay-replay.command.js';

const NEVER = new AbortController().signal;
const KAFKA = { KAFKA_BROKERS: '127.0.0.1:1' };
const JOB = 'vwu.replay.recount';

describe('sohoi relay replay', () => {
  it.each([
    'vwu.membership.events.v1',
    'vwu.replay.',
    'vwu.replay.Recount',
    'vwu.replay.a.b',
    `vwu.replay.${'a'.repeat(64)}`,
  ])('writes to no topic but one of a replay: %s', (topic) =>
    expect(relayReplay({ topic }, KAFKA, NEVER)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^--topic takes/),
    }),
  );

  it('begins at a position, nowhere else', () =>
    expect(relayReplay({ topic: JOB, from: 'yesterday' }, KAFKA, NEVER)).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringMatching(/^--from takes a position/) },
    }));

  it('asks for brokers where none is named', () =>
    expect(relayReplay({ topic: JOB }, {}, NEVER)).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringMatching(/^KAFKA_BROKERS: /) },
    }));

  it('says which address is none of a log', () =>
    expect(relayReplay({ topic: JOB, log: 'mysql://a' }, KAFKA, NEVER)).rejects.toMatchObject({ exitCode: 2 }));

  it('says that Kafka is away, and that nothing was sent', () =>
    expect(relayReplay({ topic: JOB, log: 'postgres://nobody@127.0.0.1:1/none' }, KAFKA, NEVER)).rejects.toMatchObject({
      ...{ exitCode: 3, message: expect.stringMatching(/^Kafka: .*; 0 public events were sent$/) },
    }));
});
