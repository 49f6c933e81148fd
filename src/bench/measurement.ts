/** One figure of the benchmark: what `npm run bench -- --json` prints on a line. */
export interface Measurement {
  readonly name: string;
  /** null where it cannot be measured here; the note says why. */
  readonly value: number | null;
  readonly unit: string;
  readonly note: string;
}

/**
 * Seconds of processor time that the fastest of several runs of `work` took, each `repeats` times: the one least disturbed by other programs.
 * Time in which others have the core does not count; what they leave in the caches does.
 */
export function fastestRun(work: () => void, repeats: number, rounds = 5): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < repeats; i++) work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6 / repeats);
  }
  return best;
}
