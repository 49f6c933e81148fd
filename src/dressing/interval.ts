/** The share of the dynamics that evaluating the dressing may take. */
const SHARE = 1 / 3;
/** Samples that remain of each replica at least: a few octaves of time. */
const FEWEST_SAMPLES = 256;

/**
 * Steps between samples of a dressed study: at least `undressed`, and so many that evaluating costs at most a third of the
 * dynamics, but not so many that fewer than 256 samples are left (short runs pay more for their dressing).
 *
 * @param evaluation what one evaluation costs, in any unit
 * @param perStep what one step costs, in that unit
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
