import type { ScaleLayout } from './moments.js';
import type { ScaleRecord } from '../record.js';

/**
 * For each of the given replicas the mean over its windows and tapers of Y_w²/norm, Y_w = Σ_{c,b} w_{c,b}
 * Y_{c,b}: prefactor times it is κ_standard of that replica at that time scale.
 */
export function windowMeanSquares(
  scale: ScaleRecord,
  layout: ScaleLayout,
  replicas: readonly number[],
  w: Float64Array,
): Float64Array {
  const size = layout.channels * layout.bonds;
  const used = w.subarray(layout.bonds).some((x) => x !== 0) ? size : layout.bonds;
  const result = new Float64Array(replicas.length);
  replicas.forEach((replica, at) => {
    const series = scale.replicas[replica] as Float32Array;
    let sum = 0;
    for (let window = 0; window < scale.windows; window++) {
      for (const taper of layout.tapers) {
        const from = (window * layout.stride + taper) * size;
        let y = 0;
        for (let k = 0; k < used; k++) y += (w[k] as number) * (series[from + k] as number);
        sum += (y * y) / (scale.norms[taper] as number);
      }
    }
    result[at] = sum / (scale.windows * layout.tapers.length);
  });
  return result;
}
