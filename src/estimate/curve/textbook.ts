import type { CurveScale } from './curve.js';
import type { RealisationRecord } from '../record.js';

/**
 * The textbook curve: κ_standard(t) = prefactor·⟨(Σ_b aim_b ΔQ_b)²⟩/t over rectangular windows of length t, for every
 * replica: eq. (3) of the paper before its limits. From short to long times; times and κ in model units
 * (docs/glossary.md).
 */
export function textbookCurve({
  blocks,
  prefactor,
  quantiles,
}: Pick<RealisationRecord, 'blocks' | 'prefactor' | 'quantiles'>): CurveScale[] {
  return blocks
    .filter(({ windows, sums }) => windows > 0 && sums.length > 0)
    .map(({ time, windows, sums }) => ({
      time,
      samples: windows,
      stratified: quantiles !== null,
      values: sums.map((sum) => (prefactor * sum) / (windows * time)),
    }));
}
