/** How often a test is repeated that draws what goes wrong: in `npm test`, for a change (`.ci/run`), and at night. */
export const roundsOf = (rounds: {
  readonly test: number;
  readonly change: number;
  readonly night: number;
}): number => {
  if (process.env['NIGHTLY']) return rounds.night;
  return process.env['EVERY_ROUND'] ? rounds.change : rounds.test;
};
