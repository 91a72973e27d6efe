import { Logger } from '@nestjs/common';
import { DEMO_AUDIENCE, demoIssuer, ensureSigningKey, publicJwks } from '@sohoi/demo-identity';
import { createDemoProvider } from '@sohoi/demo-identity/module';
import type { DemoProvider } from '@sohoi/demo-identity/module';
import { networkOf, rateOf } from '@sohoi/nest';
import type { ActorRights, Identity, Mount } from '@sohoi/nest';
import { createLocalJWKSet } from 'jose';

export type DemoIdentity = {
  readonly identity: Identity;
  /** Where the provider answers; there is nothing until it is opened. */
  readonly mount: Mount;
  /**
   * The issuer is named after the address, which is known once it is listened at. What the ledger knows of an actor ends
   * her sessions here, too.
   */
  openAt(url: string, rights: Pick<ActorRights, 'of'>): Promise<void>;
};

/** Sign-ins that an address may begin in 10 s. In the ten minutes that one lasts it fills no more than a sixth of the room. */
const SIGN_INS = 5;

/**
 * The provider of the data folder, and the belief in its tokens.
 * @param signIns how many an address may begin in 10 s
 */
export const demoIdentity = async (dataDir: string, signIns = SIGN_INS): Promise<DemoIdentity> => {
  const keys = createLocalJWKSet(publicJwks(await ensureSigningKey(dataDir)));
  const rate = rateOf(signIns);
  let issuer = '';
  let provider: DemoProvider | undefined;
  return {
    identity: {
      get issuer() {
        return issuer;
      },
      audience: DEMO_AUDIENCE,
      keys,
    },
    mount: {
      path: '/oidc',
      handler: (request, response, next) => {
        if (provider) provider(request, response);
        else next();
      },
    },
    openAt: async (url, rights) => {
      const sessionsFrom = async (sub: string) => (await rights.of(sub)).sessionsFrom;
      issuer = demoIssuer(url);
      provider = await createDemoProvider(
        dataDir,
        issuer,
        sessionsFrom,
        (address) => rate.take(networkOf(address)),
        (error) => logger.error(error),
      );
    },
  };
};

const logger = new Logger('Identity');
