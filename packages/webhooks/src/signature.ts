import { createHmac } from 'node:crypto';

/** What is signed, and with which secrets (`whsec_` and base64 of 24 to 64 bytes): each gives a signature of its own. */
export type Signed = {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secrets: readonly string[];
};

const PREFIX = 'whsec_';

export const secretText = (key: Uint8Array): string => `${PREFIX}${Buffer.from(key).toString('base64')}`;

/** The headers of Standard Webhooks 1.0.0 (github.com/standard-webhooks): id, seconds since 1970, and HMAC-SHA256 over both and the body. */
export const signatureHeaders = ({ id, at, body, secrets }: Signed): Readonly<Record<string, string>> => {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
};
