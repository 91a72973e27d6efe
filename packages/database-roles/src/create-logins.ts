import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { scramVerifier } from './scram-verifier.js';

/** Connection strings of the roles that a process works with. */
export type Logins = {
  /** Appends and reads the log, the keys and the read models. */
  readonly service: string;
  /** Keeps the read models. */
  readonly projector: string;
  /** Reads the read models, and can write nothing at all. */
  readonly query: string;
};

/** Login, the role whose rights it has, and what every session of it begins with. */
const LOGINS = [
  // Whatever the projector makes belongs to the role, so that the next login can go on with it.
  { key: 'projector', settings: ['role = sohoi_projector'] },
  { key: 'service', settings: ['idle_in_transaction_session_timeout = 60000'] },
  { key: 'query', settings: ['default_transaction_read_only = on'] },
] as const;

/**
 * Gives each login a fresh password, which is kept nowhere but in the answer: whoever starts next makes new ones.
 * @param owner may create roles; `grantRoles` comes first
 * @param url of the database, whoever it logs in
 * @param mark tells the logins of one program from those of another on the same server: small letters, digits, `_`
 */
export const createLogins = async (owner: Pool, url: string, mark = ''): Promise<Logins> => {
  const urls = new Map<string, string>();
  for (const { key, settings } of LOGINS) {
    const login = `sohoi_${key}_login${mark}`;
    const password = randomBytes(24).toString('base64url');
    await owner.query(CREATE(login));
    await owner.query(`ALTER ROLE ${login} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION
                       PASSWORD '${scramVerifier(password)}'`);
    await owner.query(`GRANT sohoi_${key} TO ${login}`);
    for (const setting of settings) await owner.query(`ALTER ROLE ${login} SET ${setting}`);
    const address = new URL(url);
    address.username = login;
    address.password = password;
    urls.set(key, address.href);
  }
  const urlOf = (key: string): string => urls.get(key) ?? '';
  return { service: urlOf('service'), projector: urlOf('projector'), query: urlOf('query') };
};

const CREATE = (login: string): string => `
  DO $$ BEGIN
    IF to_regrole('${login}') IS NULL THEN CREATE ROLE ${login} LOGIN; END IF;
  END $$`;
