// Imported first by every script here: it stops with one sentence on a Node that the others cannot run on.

/** The sentence for a Node too old to start anything with, or undefined. */
export const complaintAbout = (version) => {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `Sổ Hội needs Node 20.19 or newer to start; this is Node ${version}. Install a newer Node from nodejs.org, then run the same command again.`;
};

const complaint = complaintAbout(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exit(1);
}
