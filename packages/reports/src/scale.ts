const STEPS = [1, 2, 2.5, 5];
const MOST_STEPS = 5;

/** A round end of an axis from 0 that reaches what is to be shown, and the marks on the way. */
export const scaleOf = (largest: number): { readonly max: number; readonly at: readonly number[] } => {
  const wanted = Math.max(largest, 1) / MOST_STEPS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (STEPS.find((one) => one * power >= wanted) ?? 10);
  const steps = Math.max(1, Math.ceil(largest / step - 1e-9));
  return { max: steps * step, at: Array.from({ length: steps + 1 }, (_, i) => i * step) };
};

/** The same for what is counted: no marks between two whole numbers. */
export const countScaleOf = (largest: number): ReturnType<typeof scaleOf> => {
  const { max, at } = scaleOf(largest);
  const whole = at.filter((one) => Number.isInteger(one));
  return { max: Math.ceil(max), at: whole.at(-1) === Math.ceil(max) ? whole : [...whole, Math.ceil(max)] };
};
