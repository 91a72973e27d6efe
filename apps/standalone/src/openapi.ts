import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { createMemoryEventStore } from '@sohoi/event-store';
import { ED25519, signerOf } from '@sohoi/ledger';
import { createMemoryPersonKeys, createMemorySecrets, createSealer } from '@sohoi/sealing';
import { openApiOf } from '@sohoi/nest';
import { createLocalJWKSet } from 'jose';
import { Pool } from 'pg';
import { standaloneModule } from './standalone.module.js';

/** Writes docs/reference/openapi.json, or with `--check` compares it, without a database: nothing is instantiated. */
const module = standaloneModule({
  store: createMemoryEventStore(),
  sealer: createSealer({ personKeys: createMemoryPersonKeys(), secrets: createMemorySecrets(), streams: [] }),
  pool: new Pool(),
  projectorPool: new Pool(),
  projections: [],
  databaseUrl: 'postgresql://127.0.0.1/none',
  identity: { issuer: '', audience: '', keys: createLocalJWKSet({ keys: [] }) },
  signing: { signer: signerOf('openapi', ED25519, new Uint8Array(32)), every: 1 },
  readiness: [],
  queryConnections: 1,
});
const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
const document = `${JSON.stringify(openApiOf(app), null, 2)}\n`;

const path = fileURLToPath(new URL('../../../docs/reference/openapi.json', import.meta.url));
if (!process.argv.includes('--check')) {
  writeFileSync(path, document);
} else if (readFileSync(path, 'utf8') !== document) {
  process.stderr.write(
    'docs/reference/openapi.json differs from the routes: run `node apps/standalone/dist/openapi.js`\n',
  );
  process.exitCode = 1;
}
