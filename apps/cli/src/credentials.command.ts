import { demoIssuer, demoPersons, readSecret } from '@sohoi/demo-identity';
import { addressOf, dataDirOfConnection, explained } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { table } from './table.js';

/** What signs in at the provider of the running standalone: the demo persons' password, and the service's secret. */
export const credentials = (
  connection: Connection & { readonly json?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): string => {
  const dataDir = dataDirOfConnection(connection, env);
  const issuer = demoIssuer(addressOf(connection, env));
  const secrets = secretsOf(dataDir);
  if (connection.json) return JSON.stringify({ issuer, ...secrets }, null, 2);
  return table(
    ['WHO', 'SECRET'],
    [
      ['every demo person', secrets.password],
      [secrets.clientId, secrets.clientSecret],
    ],
  ).concat(`\n\nissuer: ${issuer}`);
};

const secretsOf = (dataDir: string) => {
  try {
    return {
      password: readSecret(dataDir, 'demo-password'),
      clientId: demoPersons.subscriber.sub,
      clientSecret: readSecret(dataDir, 'demo-subscriber-secret'),
    };
  } catch (error) {
    throw explained(error, dataDir, 'password');
  }
};
