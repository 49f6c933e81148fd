import type { RealisationRecord } from './record.js';

/**
 * The first replicas of a record, in the order of the energies that they were started from: neighbours are alike, folds that interleave are
 * too, and differences of neighbours tell what is left of the scatter. Independent replicas keep their order.
 *
 * @param count of replicas to keep, those of the lowest numbers
 */
export function ordered(record: RealisationRecord, count: number): RealisationRecord {
  const { quantiles, scales, blocks } = record;
  const order = Array.from({ length: count }, (_, r) => r);
  if (quantiles !== null) order.sort((a, b) => (quantiles[a] as number) - (quantiles[b] as number));
  return {
    ...record,
    quantiles: quantiles === null ? null : Float64Array.from(order, (r) => quantiles[r] as number),
    scales: scales.map((scale) => ({
      ...scale,
      replicas: order.map((r) => scale.replicas[r] as Float32Array),
    })),
    blocks: blocks.map((block) => ({
      ...block,
      sums: Float64Array.from(order, (r) => block.sums[r] as number),
    })),
  };
}
