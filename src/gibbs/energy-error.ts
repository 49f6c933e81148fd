/** Replicas in a kernel whose energies are checked every few steps. */
export interface Trajectories {
  run(steps: number): void;
  /** The energy error of each replica since the beginning. */
  errors(): readonly number[];
}

/** Steps between two checks. */
const INTERVAL = 5;

/**
 * The largest energy error of each replica over a length of time; stops early if one exceeds `most`. NaN counts as
 * larger than any number.
 *
 * @param step of the dynamics, in the units of `length`
 */
export function largestErrors(
  trajectories: Trajectories,
  {
    step,
    length,
    most = Infinity,
  }: { readonly step: number; readonly length: number; readonly most?: number },
): readonly number[] {
  const worst = trajectories.errors().map(() => 0);
  for (let time = 0; time < length && worst.every((error) => error <= most); time += INTERVAL * step) {
    trajectories.run(INTERVAL);
    trajectories.errors().forEach((error, lane) => {
      const before = worst[lane] as number;
      worst[lane] = error <= before ? before : error;
    });
  }
  return worst;
}
