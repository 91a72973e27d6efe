import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoToken, scenarioId } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { bytesInText, filesWith, writtenForms } from './bytes-in-folder.js';
import { startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

/** A member of the scenario, and what becomes known of her: texts that stand nowhere else on this machine. */
const memberId = scenarioId('member/20');
const canary = {
  fullName: 'Quách Thị Thử Xoá',
  identityNumber: '099196987654',
  phone: '0987604321',
  address: 'Số 7 ngõ Không Có Thật',
  reason: 'Bổ sung theo giấy tờ xuất trình hôm ấy',
};
const forms = Object.assign({}, ...Object.entries(canary).map(([name, text]) => writtenForms(name, text))) as Record<
  string,
  Buffer
>;
/** Kept in the clear: that it is found shows that the search sees what is there. */
const openly = { 'name of a unit': Buffer.from('Chi hội Ví Dụ 1.2') };

const { dataDir, remove } = temporaryDataDir();
let standalone: StandaloneProcess;
let url: string;

beforeAll(async () => {
  chmodSync(dirname(dataDir), 0o755);
  standalone = startStandalone(dataDir);
  url = await standalone.ready;
}, 120_000);
afterAll(async () => {
  standalone.child.kill('SIGKILL');
  await standalone.ended;
  remove();
});

const call = async (as: DemoRole, path: string, body?: object) => {
  const response = await fetch(url + path, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${await demoToken(dataDir, as)}`, 'content-type': 'application/json' },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const done = async (as: DemoRole, path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await call(as, path, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
const member = async (atLeast: unknown) =>
  (await call('commune-cadre', `/v1/members/${memberId}?atLeast=${String(atLeast)}`)).body['data'];

const masterKeys = (): readonly string[] => readdirSync(join(dataDir, 'keys')).filter((name) => name.endsWith('.key'));

/** Resolves once a condition holds; a jest timeout is the limit. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await fetch(`${url}/health/live`);
};

const strength = async (): Promise<unknown> =>
  (await call('analyst', '/v1/standings/chapters?period=2023-H1')).body['data'];

describe('erasing a person of the scenario', () => {
  it('leaves no byte that could be read in the data folder, before or after, and no key that opens her fields', async () => {
    const { reason, ...person } = canary;
    const { position } = await done('commune-cadre', `/v1/members/${memberId}/correct-person`, {
      person,
      reason,
      at: '2026-11-01',
    });
    expect(await member(position)).toMatchObject({ person: { fullName: canary.fullName } });
    const before = await strength();
    expect(filesWith(dataDir, { ...forms, ...openly })).toEqual({ 'name of a unit': expect.any(Array) });

    const [oldKey = ''] = masterKeys();
    const oldKeyBytes = readFileSync(join(dataDir, 'keys', oldKey));
    const { id: requestId } = await done('commune-cadre', '/v1/person-requests', {
      ...{ personId: memberId, unitId: scenarioId('unit/an-bien'), kind: 'erasure' },
      ...{ channel: 'in-person', wish: 'Xin xoá dữ liệu của tôi', at: '2026-11-02' },
    });
    const granted = await done('data-protection-officer', `/v1/person-requests/${String(requestId)}/grant`, {
      ...{ legalGround: 'data-law-art-14', at: '2026-11-03' },
    });
    await until(() => !masterKeys().includes(oldKey));

    const now = (await call('auditor', '/v1/events?limit=1')).body['position'];
    expect(String(now) >= String(granted['position'])).toBe(true);
    expect(await member(now)).toMatchObject({ erased: true, person: null });
    expect(await strength()).toEqual(before);

    standalone.child.kill('SIGTERM');
    expect(await standalone.ended).toMatchObject({ code: 0, stderr: '' });
    const oldKeyForms = { 'old master key': oldKeyBytes, ...bytesInText('old master key', oldKeyBytes) };
    const found = filesWith(dataDir, { ...forms, ...openly, ...oldKeyForms });
    expect(found).toEqual({ 'name of a unit': expect.any(Array) });
    expect(masterKeys()).toHaveLength(1);
  }, 120_000);
});
