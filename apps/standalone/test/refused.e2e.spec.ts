import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger({ actorRate: 20 });
});
afterAll(() => ledger.close());
afterEach(() => void jest.restoreAllMocks());

describe('a refusal', () => {
  it('of who may not is logged with the person, without token and query', async () => {
    const lines: string[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void lines.push(String(line)));
    const province = {
      parentId: demoPersons.analyst.unit,
      level: 'province',
      kind: 'Tỉnh',
      name: 'X',
      at: '2023-01-01',
    };
    expect((await ledger.post('/v1/units?search=Planted', province, { as: 'analyst' })).status).toBe(403);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { status: 403, method: 'POST', path: '/v1/units', who: demoPersons.analyst.sub },
    ]);
    expect(lines.join('')).not.toMatch(/Planted|eyJ/);
  });

  it('of one actor who asks too often is told when to come back, while others go on', async () => {
    const ask = async (as: 'auditor' | 'analyst') =>
      ledger.get('/v1/units', { as, headers: { 'accept-language': 'vi' } });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('auditor')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused[0]?.body).toMatchObject({ code: 'too-many-requests', title: expect.stringMatching(/Quá nhiều/) });
    expect((await ask('analyst')).status).toBe(200);
  });
});
