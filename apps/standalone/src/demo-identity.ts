import { Logger } from '@nestjs/common';
import { DEMO_AUDIENCE, demoIssuer, ensureSigningKey, publicJwks } from '@sohoi/demo-identity';
import { createDemoProvider } from '@sohoi/demo-identity/module';
import type { DemoProvider } from '@sohoi/demo-identity/module';
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

/** The provider of the data folder, and the belief in its tokens. */
export const demoIdentity = async (dataDir: string): Promise<DemoIdentity> => {
  const keys = createLocalJWKSet(publicJwks(await ensureSigningKey(dataDir)));
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
      provider = await createDemoProvider(dataDir, issuer, sessionsFrom, (error) => logger.error(error));
    },
  };
};

const logger = new Logger('Identity');
