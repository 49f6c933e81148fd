/** Largest cost of evaluating the dressing, as a fraction of that of the dynamics. */
const SHARE = 1 / 3;
/** Least number of samples of each replica: a few octaves of time. */
const FEWEST_SAMPLES = 256;

/**
 * Steps between samples of a dressed study: at least `undressed`, and enough that evaluation costs at most a third of
 * the dynamics, but few enough for 256 samples (short runs pay more for their dressing).
 *
 * @param evaluation the cost of one evaluation, in any unit
 * @param perStep the cost of one step, in the same unit
 * @param steps of the whole run of a replica
 */
export function dressedInterval(
  undressed: number,
  evaluation: number,
  perStep: number,
  steps: number,
): number {
  const wanted = Math.ceil(evaluation / (SHARE * perStep));
  return Math.max(undressed, Math.min(wanted, Math.floor(steps / FEWEST_SAMPLES)));
}
