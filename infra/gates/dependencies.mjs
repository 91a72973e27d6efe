import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { licences, readInTheFile } from './dependencies.table.mjs';
import { repositoryFiles, textOf } from './files.mjs';
import { runGate } from './gate.mjs';

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The lines below a key of the first level, without those of the next one. */
const section = (yaml, key) => new RegExp(`^${key}:\\n((?:(?:[ #].*)?\\n)*)`, 'm').exec(yaml)?.[1] ?? '';

const entriesOf = (text) =>
  [...text.matchAll(/^ {2}'?([^\s'#][^':]*)'?: (\S+)$/gm)].map(([, name, value]) => [name, value]);

const exactVersions = (root) => {
  const file = 'pnpm-workspace.yaml';
  const catalog = entriesOf(section(textOf(root, file), 'catalog'));
  const loose = catalog
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => ({ rule: 'exact-version', file, says: `${name} is ${version}, not one exact version` }));
  return { count: catalog.length, findings: loose };
};

const fromTheCatalog = (root) => {
  const manifests = repositoryFiles(root).filter((file) => /(^|\/)package\.json$/.test(file));
  const findings = manifests.flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf(root, file));
    return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
      .map(([name, version]) => ({ rule: 'from-the-catalog', file, says: `${name} is ${version}, not \`catalog:\`` }));
  });
  return { count: manifests.length, findings };
};

const integrity = (root) => {
  const file = 'pnpm-lock.yaml';
  const packages = section(textOf(root, file), 'packages')
    .split(/\n(?= {2}\S)/)
    .filter((entry) => /^ {2}\S/.test(entry));
  const findings = packages
    .filter((entry) => !/^ {4}resolution: \{integrity: sha512-[\w+/]{86}==\}$/m.test(entry))
    .map((entry) => ({
      rule: 'integrity',
      file,
      says: `${entry.trim().split(':\n')[0]} has no sha512 and nothing else to fetch it by`,
    }));
  return { count: packages.length, findings };
};

/** The package.json of every package that is installed, ours left out. */
const installed = (root) => {
  const store = path.join(root, 'node_modules', '.pnpm');
  const folders = readdirSync(store).filter((folder) => folder.includes('@'));
  return folders.flatMap((folder) => {
    const name = folder.replace(/^(@[^+]+)\+([^@]+)@.*$/, '$1/$2').replace(/^([^@][^@]*)@.*$/, '$1');
    const manifest = path.join(store, folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) ? [JSON.parse(readFileSync(manifest, 'utf8'))] : [];
  });
};

const scripts = (root, packages) => {
  const allowed = new Map(entriesOf(section(textOf(root, 'pnpm-workspace.yaml'), 'allowBuilds')));
  const having = packages.filter(({ scripts: own = {} }) => own.preinstall || own.install || own.postinstall);
  const findings = having
    .filter(({ name }) => !allowed.has(name))
    .map(({ name }) => ({
      rule: 'install-script',
      file: 'pnpm-workspace.yaml',
      says: `${name} wants to run a script when it is installed, and allowBuilds says neither yes nor no`,
    }));
  return { count: having.length, findings };
};

/** `(MIT OR CC0-1.0)` takes one of them, `MIT AND ISC` both. */
const isAllowed = (licence) =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => licences.includes(one.trim())));

const licenceOf = ({ name, version, license, licenses }) => {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.[0]?.type ?? readInTheFile[`${name}@${version}`] ?? 'none';
};

const licenceFindings = (packages) =>
  packages
    .filter((one) => !isAllowed(licenceOf(one)))
    .map((one) => ({
      rule: 'licence',
      file: 'pnpm-lock.yaml',
      says: `${one.name}@${one.version} is under ${licenceOf(one)}, which dependencies.table.mjs does not allow`,
    }));

await runGate('dependencies', ({ root }) => {
  const packages = installed(root);
  const [versions, manifests, locked, building] = [
    exactVersions(root),
    fromTheCatalog(root),
    integrity(root),
    scripts(root, packages),
  ];
  return {
    counts: {
      'versions in the catalog': versions.count,
      'package.json': manifests.count,
      'locked packages': locked.count,
      'installed packages': packages.length,
      'install scripts': building.count,
    },
    findings: [
      ...versions.findings,
      ...manifests.findings,
      ...locked.findings,
      ...building.findings,
      ...licenceFindings(packages),
    ],
  };
});
