/** What a line is written to: `process.stderr`, as a rule. */
export type Terminal = { readonly isTTY?: boolean; write(text: string): unknown };

export type ProgressLine = {
  /** @param total unknown where it cannot be known; then there is no share and no end in sight */
  at(done: number, total?: number): void;
  /** Wipes the line, before anything else is printed. */
  end(): void;
};

const EVERY_MS = 200;
const WIPE = '\r\u001b[K';

/**
 * One line that is written over, on a terminal: what was done, its share, its rate and the time left. Elsewhere, nothing.
 * The rate is that since the first call, so that what an earlier run did does not count.
 * @param what a word for what is counted, e.g. `events`
 * @param now milliseconds, from any beginning
 */
export const progressLine = (
  terminal: Terminal,
  what: string,
  now: () => number = () => performance.now(),
): ProgressLine => {
  let begun: { readonly at: number; readonly done: number } | undefined;
  let shown = -Infinity;
  return {
    at: (done, total) => {
      const at = now();
      begun ??= { at, done };
      if (!terminal.isTTY || at - shown < EVERY_MS) return;
      shown = at;
      const rate = at > begun.at ? ((done - begun.done) * 1000) / (at - begun.at) : 0;
      const parts = [`${grouped(done)} ${what}`];
      if (total) parts.push(`${Math.floor((done * 100) / total)} %`);
      if (rate > 0) parts.push(`${grouped(rate)}/s`);
      if (rate > 0 && total) parts.push(`${timeOf(Math.max(0, total - done) / rate)} left`);
      terminal.write(WIPE + parts.join(' · '));
    },
    end: () => {
      if (terminal.isTTY && shown > -Infinity) terminal.write(WIPE);
    },
  };
};

const grouped = (count: number): string => Math.round(count).toLocaleString('en');

const timeOf = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
};
