import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewEvent } from '@sohoi/event-store';
import { createMemoryPersonKeys, createMemorySecrets, createSealer, sealingStore } from '@sohoi/sealing';
import { members } from '../src/members.projection.js';
import { IDENTITY_NUMBER } from '../src/search-keys.js';
import { past } from '../src/past/past.projection.js';
import { ledgerStreams } from '../src/streams.js';
import { unitTree } from '../src/units.projection.js';
import { metadata } from './act.js';
import { openReadSide, project } from './read-side.js';
import type { ReadSide } from './read-side.js';

const uuid = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [memberId, chapterId, unitId, holdingId] = [uuid(1), uuid(2), uuid(3), uuid(4)];
const NAME = 'Đặng Thị Chim Hoàng Yến';
const NUMBER = '001190000001';

let n = 100;
const event = (type: string, data: object): NewEvent => {
  n += 1;
  return { id: uuid(n), type, schemaVersion: 2, data, metadata };
};
const at = '2023-03-08';
const admitted = event('MemberAdmitted', {
  ...{ memberId, chapterId, unitId, at },
  person: { fullName: NAME, birthYear: 1990, gender: 'female', identityNumber: NUMBER, religion: 'canary-belief' },
});
const core = event('CategoryAdded', { memberId, chapterId, unitId, category: 'core-member', at });
const elected = event('PostHolderElected', {
  ...{ holdingId, body: { kind: 'chapter', id: chapterId }, unitId, personId: memberId, post: 'chapterHead', at },
  ...{ fullName: NAME, partyMember: false, gender: 'female' },
});
const corrected = event('PersonCorrected', {
  ...{ memberId, chapterId, unitId, reason: 'Ghi nhầm', at },
  person: { fullName: 'Đặng Thị Sơn Ca', birthYear: null },
});
const erased = event('PersonErased', {
  ...{ personId: memberId, unitId, requestId: uuid(5), by: 'officer', at },
  legalGround: { code: 'canary', text: 'x' },
});
const v1 = (one: NewEvent): NewEvent => ({ ...one, schemaVersion: 1 });

describe('rows of members and post holders', () => {
  const personKeys = createMemoryPersonKeys();
  const sealer = createSealer({ personKeys, secrets: createMemorySecrets(), streams: ledgerStreams });
  const which = [unitTree, members(sealer), past(sealer)];
  const { searchTokens, hashOf } = sealer.index;
  let side: ReadSide;
  beforeAll(async () => {
    side = await openReadSide();
  });
  afterAll(() => side.close());

  const append = (stream: string, version: number, ...events: NewEvent[]) =>
    sealingStore(side.store, sealer).append(stream, version, events);
  const found = async (where: string, value: unknown): Promise<readonly Record<string, unknown>[]> => {
    await project(side.pool, side.store, () => 2, which);
    const { rows } = await side.pool.query<{ row: Record<string, unknown> }>(
      `SELECT to_json(m) AS row FROM read.members m WHERE ${where}`,
      [value],
    );
    return rows.map(({ row }) => row);
  };
  const byName = (typed: string) => found('name_tokens @> $1', searchTokens(typed));
  const dump = async (): Promise<string> => {
    const tables = await Promise.all(
      ['members', 'post_holders', 'members_past', 'member_persons_past', 'post_holders_past'].map((table) =>
        side.pool.query(`SELECT json_agg(t ORDER BY t::text) AS all FROM read.${table} t`),
      ),
    );
    return JSON.stringify(tables.map(({ rows }) => rows));
  };

  const forgetRows = async (): Promise<void> => {
    for (const { name, version, tables } of which) {
      for (const table of tables) await side.pool.query(`TRUNCATE read.${table.name}_${version}`);
      await side.pool.query(`UPDATE read.checkpoint SET position = '', events = 0 WHERE name = $1`, [name]);
    }
  };

  it('are found by the beginnings of words of the name in any order, without accents, and by the number', async () => {
    await append(`member-${memberId}`, 0, admitted, core);
    await append(`chapter-${chapterId}`, 0, elected);
    for (const typed of ['dang chim', 'YEN ho', 'Đặng Thị Chim Hoàng Yến']) expect(await byName(typed)).toHaveLength(1);
    for (const typed of ['ang', 'dang chimm', 'dang khac']) expect(await byName(typed)).toHaveLength(0);
    expect(await found('identity_hash = $1', hashOf(IDENTITY_NUMBER, NUMBER))).toMatchObject([
      { member_id: memberId, core: true, erased: false },
    ]);
  });

  it('hold what is personal as it is sealed in the log, and open from there', async () => {
    const text = await dump();
    for (const canary of [NAME, 'Chim', '1990', 'female', NUMBER, 'canary-belief']) expect(text).not.toContain(canary);
    const [row] = await byName('chim');
    const { eventId, value } = (row?.['person'] as Record<string, { eventId: string; value: { sealed: string } }>)[
      'fullName'
    ] ?? { eventId: '', value: { sealed: '' } };
    const sealed = { eventId, path: 'person.fullName', personId: memberId, value };
    expect(await sealer.openFields([sealed])).toEqual([NAME]);
  });

  it('are found by the corrected name only', async () => {
    await append(`member-${memberId}`, 2, v1(corrected));
    expect(await byName('son ca')).toHaveLength(1);
    expect(await byName('chim')).toHaveLength(0);
    expect((await byName('son ca'))[0]?.['person']).not.toHaveProperty('birthYear');
  });

  it('say nothing and are found by nothing once the person is erased, when they are made anew too', async () => {
    await personKeys.destroy([memberId]);
    await append(`person-${memberId}`, 0, v1(erased));
    const forgotten = { person: null, name_tokens: [], identity_hash: null, erased: true };
    expect(await found('member_id = $1', memberId)).toMatchObject([forgotten]);
    const before = await dump();
    expect(before).not.toContain('sealed');
    await forgetRows();
    expect(await found('member_id = $1', memberId)).toMatchObject([forgotten]);
    expect(await dump()).toBe(before);
  });

  it('say nothing of a person whose admission and election got in right after her erasure, at any pace', async () => {
    const person = uuid(50);
    const about = [
      { ...admitted, id: uuid(51), data: { ...(admitted.data as object), memberId: person } },
      { ...elected, id: uuid(52), data: { ...(elected.data as object), personId: person, holdingId: uuid(53) } },
    ] as const;
    // Sealed while she still had a key; kept after the event that erases her.
    const [late] = await sealer.sealEvents(`member-${person}`, [about[0]]);
    const [post] = await sealer.sealEvents(`chapter-${chapterId}`, [about[1]]);
    const erasing = { ...v1(erased), id: uuid(54), data: { ...(erased.data as object), personId: person } };
    await side.store.append(`person-${person}`, 0, [erasing]);
    await found('member_id = $1', person);
    await side.store.append(`member-${person}`, 0, late ? [late] : []);
    await side.store.append(`chapter-${chapterId}`, 1, post ? [post] : []);
    const forgotten = { person: null, name_tokens: [], identity_hash: null, erased: true };
    expect(await found('member_id = $1', person)).toMatchObject([forgotten]);
    const live = await dump();
    expect(live).toContain(uuid(53));
    expect(live).not.toContain('sealed');
    await personKeys.destroy([person]);
    await forgetRows();
    await found('member_id = $1', person);
    expect(await dump()).toBe(live);
  });

  it('begin restricted for a person whose processing was restricted before there was a row', async () => {
    const [limited, freed] = [uuid(60), uuid(70)];
    for (const [first, person] of [
      [61, limited],
      [71, freed],
    ] as const) {
      const { legalGround, ...act } = erased.data as { legalGround: object; unitId: string; by: string; at: string };
      const restriction = { ...v1(event('ProcessingRestricted', { ...act, legalGround, personId: person })) };
      const { unitId, by, at } = act;
      const lifting = v1(event('RestrictionLifted', { personId: person, unitId, by, at, reason: 'x' }));
      await append(`person-${person}`, 0, restriction, ...(person === freed ? [lifting] : []));
      await append(`member-${person}`, 0, {
        ...admitted,
        id: uuid(first),
        data: { ...(admitted.data as object), memberId: person },
      });
    }
    expect(await found('member_id = $1', limited)).toMatchObject([{ restricted: true, erased: false }]);
    expect(await found('member_id = $1', freed)).toMatchObject([{ restricted: false, erased: false }]);
  });
});
