import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { Pool } from 'pg';
import { migrateWebhooks, webhooksIn } from '../src/index.js';
import type { Webhook, Webhooks } from '../src/index.js';

const at = (n: number): string => String(n).padStart(20, '0');
const HEAD = at(100);

let pool: Pool;
let webhooks: Webhooks;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url }).on('error', () => undefined);
  drop = () => database.drop();
  await migrateWebhooks(pool);
  webhooks = webhooksIn(pool);
});
afterAll(async () => {
  await pool.end();
  await drop();
});
beforeEach(async () => {
  await pool.query('DELETE FROM webhook.webhook');
});

const wish = {
  owner: 'service',
  url: 'https://a.example/',
  topic: 'membership',
  types: null,
  unitId: null,
  position: at(7),
};
const active = async (): Promise<Webhook> => {
  const id = randomUUID();
  await webhooks.add({ id, ...wish }, 5);
  await webhooks.verified(id);
  return (await webhooks.one(id)) as Webhook;
};
const takenUp = async (sender: string = randomUUID(), upTo = HEAD) => {
  const turn = await webhooks.takeUp(sender, upTo);
  if (!turn) throw new Error('there is something to send');
  return turn;
};

it('all are counted, by state, with what fails and what was set aside', async () => {
  const none = { unverified: 0, active: 0, paused: 0, failing: 0, failingSeconds: 0, deadLetters: 0 };
  expect(await webhooks.counts()).toEqual(none);
  await webhooks.add({ id: randomUUID(), ...wish }, 5);
  const [paused, failing] = [await active(), await active()];
  await webhooks.pause(paused.id);
  await pool.query(`UPDATE webhook.webhook SET failing_since = now() - interval '1 hour' WHERE id = ANY($1)`, [
    [paused.id, failing.id],
  ]);
  await pool.query(
    `INSERT INTO webhook.dead_letter (webhook_id, position, event_id, type, attempts, reason)
     VALUES ($1, '1', gen_random_uuid(), 'a', 5, 'HTTP 422')`,
    [paused.id],
  );
  const counts = await webhooks.counts();
  expect(counts).toEqual({
    ...{ unverified: 1, active: 1, paused: 1, failing: 1, deadLetters: 1 },
    failingSeconds: expect.closeTo(3600, -2),
  });
});

describe('a webhook', () => {
  it('is kept once, is not another, and not one too many', async () => {
    const id = randomUUID();
    const first = await webhooks.add({ id, ...wish }, 2);
    expect(await webhooks.add({ id, ...wish, position: at(9) }, 2)).toEqual(first);
    expect(await webhooks.add({ id, ...wish, url: 'https://b.example/' }, 2)).toBe('another');
    await webhooks.add({ id: randomUUID(), ...wish }, 2);
    expect(await webhooks.add({ id: randomUUID(), ...wish }, 2)).toBe('too many');
    expect(await webhooks.list('service')).toHaveLength(2);
    expect(await webhooks.list('another')).toEqual([]);
  });

  it('is sent nothing before it is verified, nor while it is paused', async () => {
    const id = randomUUID();
    await webhooks.add({ id, ...wish }, 5);
    expect(await webhooks.takeUp(randomUUID(), HEAD)).toBeUndefined();
    await webhooks.verified(id);
    await webhooks.pause(id);
    expect(await webhooks.takeUp(randomUUID(), HEAD)).toBeUndefined();
    await webhooks.resume(id);
    expect((await takenUp()).webhook).toMatchObject({ id, position: at(7) });
  });

  it('is in one hand, even if many reach for it at once', async () => {
    await active();
    const turns = await Promise.all(Array.from({ length: 8 }, () => webhooks.takeUp(randomUUID(), HEAD)));
    expect(turns.filter(Boolean)).toHaveLength(1);
  });

  it('goes on where it was, and rests until there is more of the log', async () => {
    const { id } = await active();
    const turn = await takenUp();
    expect(await turn.delivered(at(50), 3, 100)).toBe(true);
    expect(await webhooks.one(id)).toMatchObject({ position: at(50), delivered: 3 });
    expect(await turn.nothingUpTo(HEAD)).toBe(true);
    expect(await webhooks.takeUp(randomUUID(), HEAD)).toBeUndefined();
    expect((await takenUp(randomUUID(), at(101))).webhook).toMatchObject({ position: at(50) });
  });

  it('gives way to others that are due once it is released, however much it has to be sent', async () => {
    const [one, two] = [await active(), await active()];
    const order: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const turn = await takenUp();
      order.push(turn.webhook.id);
      await turn.delivered(at(10 + n), 1, 100);
      await turn.release();
    }
    expect(new Set(order.slice(0, 2))).toEqual(new Set([one.id, two.id]));
    expect(order.slice(2)).toEqual(order.slice(0, 2));
  });

  it('is tried again when its time has come, with what is known of its trouble', async () => {
    const { id } = await active();
    const trouble = { attempts: 3, refusals: 0, failingSince: new Date('2026-03-08T00:00:00Z'), size: 1 };
    expect(await (await takenUp()).again(3_600_000, trouble, 'HTTP 500')).toBe(true);
    expect(await webhooks.takeUp(randomUUID(), HEAD)).toBeUndefined();
    await pool.query('UPDATE webhook.webhook SET next_at = clock_timestamp()');
    expect((await takenUp()).webhook).toMatchObject({ id, ...trouble, lastError: 'HTTP 500', position: at(7) });
  });

  it('is nobody’s whose process is gone, and what that one writes late does not count', async () => {
    await active();
    const late = await takenUp();
    await pool.query(`UPDATE webhook.webhook SET seen_at = clock_timestamp() - interval '61 seconds'`);
    const turn = await takenUp();
    expect(await late.delivered(at(90), 1, 100)).toBe(false);
    expect(await late.setAside({ position: at(90), id: randomUUID(), type: 't' }, 5, 'x')).toBe(false);
    expect(await turn.delivered(at(20), 1, 100)).toBe(true);
  });

  it('is not kept from anybody by a clock that was set back', async () => {
    await active();
    await takenUp();
    await pool.query(`UPDATE webhook.webhook SET seen_at = clock_timestamp() + interval '1 day'`);
    await takenUp();
  });

  it('that is paused, reset or removed meanwhile does not move on', async () => {
    for (const change of [
      (id: string) => webhooks.pause(id),
      (id: string) => webhooks.reset(id, ''),
      (id: string) => webhooks.remove(id),
    ]) {
      const { id } = await active();
      const turn = await takenUp();
      await change(id);
      expect(await turn.delivered(at(90), 1, 100)).toBe(false);
      expect((await webhooks.one(id))?.position).not.toBe(at(90));
      await webhooks.remove(id);
    }
  });

  it('keeps what was set aside, once, and goes on behind it', async () => {
    const { id } = await active();
    const turn = await takenUp();
    const event = { position: at(8), id: randomUUID(), type: 'vn.vwu.member.ended.v1' };
    expect(await turn.setAside(event, 5, 'HTTP 422')).toBe(true);
    expect(await turn.setAside(event, 6, 'HTTP 400')).toBe(true);
    expect(await webhooks.deadLetters(id, '', 10)).toEqual([
      {
        position: at(8),
        eventId: event.id,
        type: event.type,
        diedAt: expect.any(Date),
        attempts: 6,
        reason: 'HTTP 400',
      },
    ]);
    expect(await webhooks.one(id)).toMatchObject({ position: at(8) });
    await webhooks.forget(id, at(8));
    expect(await webhooks.deadLetter(id, at(8))).toBeUndefined();
  });
});
