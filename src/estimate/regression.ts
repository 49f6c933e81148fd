import { covariance, halfCount, mean, standardError } from '../math/statistics.js';
import type { CurveScale } from './plateau.js';

/** Replicas from which on a slope can be told. */
const FEWEST_REPLICAS = 8;
/** Relative error beyond which, and number of replicas with half of the sum up to which, a line would follow the few that carry the sum. */
const LARGEST_ERROR = 0.5;
const FEW = 3;
/** A correction may be this large, relative to the mean over replicas. */
const LARGEST_SHIFT = 0.5;

/**
 * A curve with its replicas' conserved energy regressed out. Replica r moves on its own energy shell for ever, and κ depends on energy
 * steeply: on small rings that is most of what replicas scatter. With X_r the excess of its energy over the Gibbs mean, ⟨X⟩ = 0, and
 * b the slope of least squares of the values v_r on X_r,
 *
 *     κ = v̄ − b·X̄ = Σ_r w_r v_r,     w_r = 1/R − X̄(X_r − X̄)/S,     S = Σ(X_r − X̄)²,
 *     v'_r = κ + R·w_r·e_r/(1 − h_r) less the mean of these,     h_r = 1/R + (X_r − X̄)²/S,
 *
 * e_r the residuals v_r − v̄ − b(X_r − X̄): the mean of the v' is the regression's estimate, and their standard error that of its jackknife,
 * which also holds where replicas of high energy scatter more (HC3; MacKinnon and White, J. Econometrics 29 (1985) 305). The bias is
 * of order 1/R of the curvature of κ in X. Scales that hang on a few replicas, whose correction would be large, or with fewer than
 * eight replicas are left as they are.
 *
 * @param excess X_r, in any unit; null where it is not known
 */
export function regressed<Scale extends CurveScale>(
  curve: readonly Scale[],
  excess: Float64Array | null,
): Scale[] {
  return curve.map((scale) => {
    const { values } = scale;
    const replicas = values.length;
    if (excess === null || replicas < FEWEST_REPLICAS || excess.length !== replicas) return scale;
    const [value, shift, spread] = [mean(values), mean(excess), covariance(excess, excess)];
    const hanging = halfCount(values) <= FEW || standardError(values) > LARGEST_ERROR * value;
    if (hanging || !(spread > 0)) return scale;
    const slope = covariance(values, excess) / spread;
    if (Math.abs(slope * shift) > LARGEST_SHIFT * value) return scale;
    const kappa = value - slope * shift;
    const pseudo = values.map((v, r) => {
      const x = (excess[r] as number) - shift;
      const square = (replicas - 1) * spread;
      const weight = 1 / replicas - (shift * x) / square;
      const leverage = 1 / replicas + (x * x) / square;
      return (replicas * weight * (v - value - slope * x)) / (1 - leverage);
    });
    const centre = mean(pseudo);
    return { ...scale, values: pseudo.map((x) => kappa + x - centre) };
  });
}
