import type { RealisationRecord } from './record.js';

/**
 * The first replicas of a record sorted by initial energy: rank → number in the record. Independent replicas keep their
 * order.
 */
export function energyOrder({ quantiles }: Pick<RealisationRecord, 'quantiles'>, count: number): number[] {
  const order = Array.from({ length: count }, (_, r) => r);
  if (quantiles !== null) order.sort((a, b) => (quantiles[a] as number) - (quantiles[b] as number));
  return order;
}

/**
 * The first replicas of a record, sorted by initial energy: neighbours are then similar, interleaved folds are
 * statistically alike, and differences of neighbours measure the remaining scatter. Independent replicas keep their
 * order.
 *
 * @param count the number of replicas to keep, those with the lowest numbers
 */
export function ordered(record: RealisationRecord, count: number): RealisationRecord {
  const { quantiles, scales, blocks } = record;
  const order = energyOrder(record, count);
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
