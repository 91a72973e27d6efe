// Preloaded into a service: each SIGUSR2 sets the clock that it sees back, and the next one right again.
const RealDate = Date;
const back = Number(process.env.CLOCK_BACK_MS);
let offset = 0;
process.on('SIGUSR2', () => (offset = offset === 0 ? -back : 0));
const now = () => RealDate.now() + offset;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
