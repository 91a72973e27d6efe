import { readFileSync } from 'node:fs';

/** The unprivileged user as whom PostgreSQL runs when we are root. */
export type RunUser = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root, and needs the name of the user it runs as. So it gets one that is there
 * already: `postgres` if a package created it, else `nobody`. Null when we are not root: then it runs as we do.
 */
export const runUser = (): RunUser | null => {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0);
  const found = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (!found) throw new Error('running as root, but neither a user postgres nor nobody exists to run PostgreSQL as');
  return found;
};

/** Options of `spawn` that make a child run as that user, with nothing of our environment but the path. */
export const spawnAs = (user: RunUser | null) => ({
  // A fixed folder, since the user may not be able to enter ours.
  cwd: '/',
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(user && { uid: user.uid, gid: user.gid }),
});
