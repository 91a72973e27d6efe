import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { secretText, signatureHeaders } from './signature.js';

describe('a signature', () => {
  it('is what the library of Standard Webhooks takes, with each of the secrets, and with no other (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array({ minLength: 24, maxLength: 64 }), (said, key) => {
        const secrets = [secretText(key), secretText(randomBytes(32))];
        const body = JSON.stringify({ said });
        const headers = { ...signatureHeaders({ id: 'msg-1', at: new Date(), body, secrets }) };
        for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => new Webhook(secretText(randomBytes(32))).verify(body, headers)).toThrow(WebhookVerificationError);
        expect(() => new Webhook(secretText(key)).verify(`${body} `, headers)).toThrow(WebhookVerificationError);
      }),
    );
  });
});
