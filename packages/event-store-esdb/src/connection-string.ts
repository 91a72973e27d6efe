import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EsdbUnusable } from './errors.js';

/** Whether a log at this address is one of EventStoreDB or KurrentDB. */
export const isEsdb = (address: string): boolean => /^esdb(\+discover)?:\/\//.test(address);

/** Without what nobody may see, for messages: what stands before the last `@`, since a password may hold anything. */
export const withoutPassword = (connectionString: string): string =>
  connectionString.replace(/^(esdb(?:\+discover)?:\/\/).*@/s, '$1***@');

/** As the client takes it apart. */
const FORM = /^(?<scheme>esdb(?:\+discover)?:\/\/)(?<login>[^:@]+:[^@]+@)?(?<hosts>[^@?]+)(?:\?(?<query>.*))?$/s;

type Parts = { readonly scheme: string; readonly login: string; readonly hosts: string; readonly query: string };

const partsOf = (connectionString: string): Parts | undefined => {
  const { scheme, login = '', hosts, query = '' } = FORM.exec(connectionString.trim())?.groups ?? {};
  return scheme === undefined || hosts === undefined ? undefined : { scheme, login, hosts, query };
};

/** Upper and lower case, dashes and underscores are one to the client. */
const flat = (key: string): string => key.trim().toLowerCase().replace(/[-_]/g, '');

/** The same cluster, but of its nodes the leader, whatever is preferred. */
export const atLeader = (connectionString: string): string => {
  const parts = partsOf(connectionString);
  if (!parts?.query) return connectionString;
  const query = parts.query
    .split('&')
    .map((pair) => (flat(pair.split('=')[0] ?? '') === 'nodepreference' ? 'nodePreference=leader' : pair));
  return `${parts.scheme}${parts.login}${parts.hosts}?${query.join('&')}`;
};

/** Each node or seed that a cluster's address names, as an address of its own; none if it names a single node. */
export const eachOf = (connectionString: string): readonly string[] => {
  const parts = partsOf(connectionString);
  const hosts = parts?.hosts.split(/[,/]/).filter((host) => host.trim() !== '') ?? [];
  if (!parts || (hosts.length < 2 && !parts.scheme.includes('discover'))) return [];
  return hosts.map((host) => `esdb://${parts.login}${host}${parts.query && `?${parts.query}`}`);
};

type Parameter = { readonly name: string; readonly takes: string; readonly form: RegExp };

const positive = (name: string): Parameter => ({ name, takes: 'a whole number from 1', form: /^[1-9]\d{0,8}$/ });
const keepAlive = (name: string): Parameter => ({ name, takes: 'a whole number, or -1', form: /^(-1|\d{1,9})$/ });
const text = (name: string): Parameter => ({ name, takes: 'a value', form: /^.+$/ });
const flag = (name: string): Parameter => ({ name, takes: 'true or false', form: /^(true|false)$/ });

/** What the client knows. Of others it writes the whole address, password and all, to the standard error. */
const PARAMETERS: readonly Parameter[] = [
  flag('tls'),
  { name: 'tlsVerifyCert', takes: 'true: name the certificate of the server’s authority as tlsCAFile', form: /^true$/ },
  text('tlsCAFile'),
  text('userCertFile'),
  text('userKeyFile'),
  {
    name: 'nodePreference',
    takes: 'leader, follower, readOnlyReplica or random',
    form: /^(leader|follower|read[-_]?only[-_]?replica|random)$/i,
  },
  flag('throwOnAppendFailure'),
  text('connectionName'),
  keepAlive('keepAliveInterval'),
  keepAlive('keepAliveTimeout'),
  ...['maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout', 'defaultDeadline'].map(positive),
];

const BY_NAME = new Map(PARAMETERS.map((parameter) => [flat(parameter.name), parameter]));

const refused = (said: string, detail: string): EsdbUnusable =>
  new EsdbUnusable(`the address of the log cannot be used: ${said}`, { trouble: 'address', detail });

/**
 * Refuses an address that the client would misread, or complain of aloud. No value of it is ever repeated.
 * @throws EsdbUnusable naming the parameter
 */
export const refuseBadAddress = (connectionString: string): void => {
  const parts = partsOf(connectionString);
  if (!parts) {
    throw refused(
      'it is none of EventStoreDB, esdb://user:password@host:port?tls=… (@ and % in name or password are written %40, %25)',
      'esdb://',
    );
  }
  // The client would take what stands before the second colon for the whole password.
  if (parts.login.split(':').length > 2) throw refused('a colon in the password is written %3A', 'password');
  if (/%(?![\da-f]{2})/i.test(parts.login)) throw refused('% in name or password is written %25', 'password');
  const files: { name: string; path: string }[] = [];
  for (const pair of parts.query === '' ? [] : parts.query.split('&')) {
    const [key = '', ...rest] = pair.split('=');
    const parameter = BY_NAME.get(flat(key));
    if (!parameter) {
      const named = /^[\w-]{1,40}$/.test(key) ? key : 'one without a name';
      throw refused(`it has a parameter that EventStoreDB does not have: ${named}`, named);
    }
    const { name, takes, form } = parameter;
    const value = rest.join('=').trim();
    if (!form.test(value)) throw refused(`its ${name} takes ${takes}`, name);
    if (name.endsWith('File')) files.push({ name, path: value });
  }
  for (const { name, path } of files) refuseBadFile(name, path);
  if (files.filter(({ name }) => name.startsWith('user')).length === 1) {
    throw refused('userCertFile and userKeyFile come together', 'userCertFile, userKeyFile');
  }
};

const refuseBadFile = (name: string, path: string): void => {
  let content: Buffer;
  try {
    content = readFileSync(decodeURIComponent(path));
  } catch (error) {
    const { code = 'not readable' } = error as NodeJS.ErrnoException;
    throw refused(`the file that its ${name} names cannot be read (${code})`, `${name}, ${code}`);
  }
  if (name === 'userKeyFile') return;
  try {
    new X509Certificate(content);
  } catch {
    throw refused(`the file that its ${name} names holds no certificate`, name);
  }
};
