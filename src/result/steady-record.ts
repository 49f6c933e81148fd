import type { SteadyRecord } from '../estimate/steady/means.js';
import type { Frame } from '../data/frame.js';
import { blockEnd } from '../plan/steady.js';

/** What the estimators see of one realisation between baths, from the results of its units (any of them, in the order of their replicas). */
export function steadyRecord(results: readonly Frame[]): SteadyRecord {
  const { head } = results[0] as Frame;
  const [blocks, samples] = [head['blocks'] as number, head['samples'] as number];
  const interval = (head['step'] as number) * (head['sampling'] as number);
  const perReplica = (name: string, factor: number): Float64Array[] =>
    results.flatMap(({ head: facts, columns }) => {
      const replicas = facts['replicas'] as number;
      const numbers = columns[name] as Float64Array;
      return Array.from({ length: replicas }, (_, r) =>
        Float64Array.from(
          { length: numbers.length / replicas },
          (_unused, i) => factor * (numbers[i * replicas + r] as number),
        ),
      );
    });
  return {
    times: Float64Array.from({ length: blocks }, (_, block) => blockEnd(block, samples) * interval),
    heats: perReplica('heats', 1),
    transfers: perReplica('transfers', 1),
    // Sums over samples become integrals over time.
    temperatures: perReplica('temperatures', interval),
  };
}
