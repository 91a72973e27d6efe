import { parseArgs } from 'node:util';
import { dataDirOf } from '@sohoi/demo-identity';

export type Options = {
  readonly port: number;
  readonly host: string;
  /** Absolute or relative to the working folder; holds the database and the demo identity. */
  readonly dataDir: string;
  /** Do not load the scenario. */
  readonly empty: boolean;
};

export class BadOption extends Error {
  override readonly name = 'BadOption';
}

export const USAGE = `npm start -- [--port 8080] [--host 127.0.0.1] [--data FOLDER] [--empty]

  --port   PORT         port to listen on (8080)
  --host   HOST         address to listen on (127.0.0.1: this machine only)
  --data   SOHOI_DATA   folder of the data (~/.local/share/sohoi; as root /var/lib/sohoi)
  --empty               do not load the scenario trung-bo-2023-h1
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
  return { port: Number(port), host, dataDir, empty: flags.empty ?? false };
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
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error));
  }
};
