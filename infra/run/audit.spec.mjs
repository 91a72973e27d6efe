import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { audit } from './audit.mjs';

const minute = 60_000;
let server;
afterEach(() => server.close());

/** A registry that knows this of the packages asked for, or answers with this status. */
const registry = async (advisories, status = 200) => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = request.url.endsWith('/advisories/bulk') ? advisories : {};
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `--registry=http://127.0.0.1:${server.address().port}/`;
};

const advisory = (severity) => ({
  express: [
    {
      id: 1,
      url: 'https://example.org/1',
      title: 'Planted',
      severity,
      vulnerable_versions: '<=99.0.0',
      cwe: [],
      cvss: {},
    },
  ],
});

describe('the audit of what runs in production', () => {
  it.each(['high', 'critical'])(
    'fails for a %s finding and names it',
    async (severity) => {
      const { code, says } = await audit(await registry(advisory(severity)));
      expect(says.join('\n')).toContain(`${severity}: express <=99.0.0: Planted`);
      expect(code).toBe(1);
    },
    minute,
  );

  it.each([
    ['nothing', {}],
    ['a moderate finding', advisory('moderate')],
  ])(
    'passes with %s and tells how much it looked at',
    async (_what, advisories) => {
      const { code, says } = await audit(await registry(advisories));
      expect(says).toEqual([
        expect.stringMatching(/^audit: 0 high or critical findings; looked at [1-9]\d+ packages$/),
      ]);
      expect(code).toBe(0);
    },
    minute,
  );

  it(
    'says loudly that nothing was checked when the registry gives no advisories',
    async () => {
      const { code, says } = await audit(await registry({}, 405));
      expect(says).toEqual([expect.stringMatching(/^AUDIT NOT DONE: .*ERR_PNPM_AUDIT/)]);
      expect(code).toBe(0);
    },
    minute,
  );
});
