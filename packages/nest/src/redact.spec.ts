import { describe, expect, it } from '@jest/globals';
import { redact } from './redact.js';

const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl_-';

describe('a text for the log', () => {
  it.each([
    ['an authorization header', `authorization: Bearer ${JWT}`, JWT],
    ['the same within an inspected object', `{ authorization: 'Bearer abcdefghijkl', host: 'a' }`, 'abcdefghijkl'],
    ['a token by itself', `got ${JWT} from the client`, JWT],
    ['basic credentials', 'Basic c29ob2k6c2VjcmV0', 'c29ob2k6c2VjcmV0'],
    ['a cookie', 'Set-Cookie: _session=0123456789; path=/', '0123456789'],
    [
      'the password of a database',
      'connect postgresql://sohoi:p@ss/w0rd@127.0.0.1:5432/x'.replace('/w', 'w'),
      'p@ssw0rd',
    ],
    ['a token in a query', 'GET /oidc/cb?access_token=abc.def&state=1', 'abc.def'],
    ['a client secret in JSON', '{"client_secret":"s3cr3t","id":1}', 's3cr3t'],
    ['a password in a sentence of SQL', `ALTER ROLE a PASSWORD = 'very secret'`, 'very secret'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIB\nVQ==\n-----END PRIVATE KEY-----', 'MIIB'],
  ])('has no secret of %s', (_what, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).toContain('[redacted]');
    expect(redact(text)).not.toContain(secret);
  });

  it('keeps all else, such as addresses without a password and words that only sound secret', () => {
    const text = 'GET /v1/units?unit=1 (too-busy): listening on http://127.0.0.1:8080, tokens of a foreign issuer';
    expect(redact(text)).toBe(text);
    expect(redact('postgresql://sohoi:geheim@db:5432/x')).toBe('postgresql://sohoi:[redacted]@db:5432/x');
  });
});
