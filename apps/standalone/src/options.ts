import { parseArgs } from 'node:util';
import { actorId } from '@sohoi/access/events';
import { dataDirOf, demoPersons } from '@sohoi/demo-identity';
import { BadEdge, edgesFrom } from '@sohoi/nest';
import type { Edges } from '@sohoi/nest';
import { BadWitness, witnessesIn } from '@sohoi/projector/module';
import type { Witness } from '@sohoi/projector/module';
import { BadRelaySetting, relaySettings } from '@sohoi/relay';
import type { RelaySettings } from '@sohoi/relay';

export type Options = {
  readonly port: number;
  readonly host: string;
  /** Absolute or relative to the working folder; holds the database and the demo identity. */
  readonly dataDir: string;
  /** Do not load the scenario. */
  readonly empty: boolean;
  /** Where the log is, if it is not in the data folder: `esdb://…`. */
  readonly eventStore?: string | undefined;
  /** Who is given the first rights, to grant all others, if the log knows no right: the `sub` of a token. */
  readonly founder: string;
  /** Seconds between looks for erasures that a rotation of the master key must make final. */
  readonly rotateAfterErasures: number;
  /** The tree over the log. */
  readonly ledger: {
    /** Its name in each checkpoint. */
    readonly origin: string;
    /** Where it is written as static files. */
    readonly folder?: string | undefined;
    /** Seconds between looks whether it has grown. */
    readonly signEvery: number;
    /** Who is asked to cosign it. */
    readonly witnesses: readonly Witness[];
  };
  /** Where public events are sent to; nowhere if no broker is named. */
  readonly relay?: RelaySettings | undefined;
  readonly edges: Edges;
};

export class BadOption extends Error {
  override readonly name = 'BadOption';
}

export const USAGE = `npm start -- [--port 8080] [--host 127.0.0.1] [--data FOLDER] [--empty]
             [--tls-cert FILE --tls-key FILE]

  --port      PORT           port to listen on (8080)
  --host      HOST           address to listen on (127.0.0.1: this machine only)
  --data      SOHOI_DATA     folder of the data (~/.local/share/sohoi; as root /var/lib/sohoi)
  --empty                    do not load the scenario trung-bo-2023-h1
              EVENT_STORE    esdb://… or esdb+discover://…: the log in EventStoreDB (in the data folder)
              KAFKA_BROKERS  host:port,…: public events, states and checkpoints are sent there (nowhere)
              METRICS_PORT   port for Prometheus, on METRICS_HOST (none; 127.0.0.1)
              SOHOI_FOUNDER  who may grant the first rights in a ledger without any (demo-rights-officer)
  --tls-cert  TLS_CERT_FILE  certificate, as PEM: then the ledger is served over https only
  --tls-key   TLS_KEY_FILE   its private key, as PEM
`;

/** Flags win over the environment. @throws BadOption naming the option and its limit */
export const optionsOf = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Options | 'help' => {
  const flags = parse(argv);
  if (flags.help) return 'help';
  const port = flags.port ?? env['PORT'] ?? '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new BadOption(`--port (PORT) takes a number from 0 to 65535, not "${port}"`);
  }
  const host = flags.host ?? env['HOST'] ?? '127.0.0.1';
  if (host === '') throw new BadOption('--host (HOST) takes an address, not nothing');
  const dataDir = dataDirOf(flags.data, env);
  if (dataDir === '') throw new BadOption('--data (SOHOI_DATA) takes a folder, not nothing');
  const founder = env['SOHOI_FOUNDER'] ?? demoPersons['rights-officer'].sub;
  if (!actorId.safeParse(founder).success) {
    throw new BadOption(`SOHOI_FOUNDER takes the sub of a token, 1 to 200 visible ASCII characters, not "${founder}"`);
  }
  const rotateAfterErasures = secondsIn(env, 'ROTATE_AFTER_ERASURES', '30');
  const origin = env['LEDGER_ORIGIN'] ?? 'localhost/so-hoi';
  if (!/^[^\s+\p{C}]{1,200}$/u.test(origin)) {
    throw new BadOption(`LEDGER_ORIGIN takes 1 to 200 characters without spaces and plus signs, not "${origin}"`);
  }
  const ledger = {
    origin,
    folder: env['LEDGER_FOLDER'] || undefined,
    signEvery: secondsIn(env, 'SIGN_EVERY', '5'),
    witnesses: readWitnesses(env['LEDGER_WITNESSES'] ?? ''),
  };
  const edges = readEdges({
    ...env,
    ...(flags['tls-cert'] !== undefined && { TLS_CERT_FILE: flags['tls-cert'] }),
    ...(flags['tls-key'] !== undefined && { TLS_KEY_FILE: flags['tls-key'] }),
  });
  const eventStore = env['EVENT_STORE'];
  if (eventStore && !/^esdb(\+discover)?:\/\/./.test(eventStore)) {
    throw new BadOption('EVENT_STORE takes esdb://… or esdb+discover://…, or nothing for the data folder');
  }
  const empty = flags.empty ?? false;
  const relay = readRelay(env);
  return { port: Number(port), host, dataDir, empty, eventStore, founder, rotateAfterErasures, ledger, relay, edges };
};

const secondsIn = (env: Readonly<Record<string, string | undefined>>, name: string, standard: string): number => {
  const seconds = env[name] ?? standard;
  if (/^\d{1,5}$/.test(seconds) && Number(seconds) >= 1 && Number(seconds) <= 86_400) return Number(seconds);
  throw new BadOption(`${name} takes a number of seconds from 1 to 86400, not "${seconds}"`);
};

const readWitnesses = (text: string): readonly Witness[] => {
  try {
    return witnessesIn(text);
  } catch (error) {
    throw error instanceof BadWitness ? new BadOption(`LEDGER_WITNESSES: ${error.message}`) : error;
  }
};

const readRelay = (env: Readonly<Record<string, string | undefined>>): RelaySettings | undefined => {
  try {
    return relaySettings(env);
  } catch (error) {
    throw error instanceof BadRelaySetting ? new BadOption(error.message) : error;
  }
};

const readEdges = (env: Readonly<Record<string, string | undefined>>): Edges => {
  try {
    return edgesFrom(env);
  } catch (error) {
    throw error instanceof BadEdge ? new BadOption(error.message) : error;
  }
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        empty: { type: 'boolean' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error));
  }
};
