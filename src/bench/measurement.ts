/** One figure of the benchmark: what `npm run bench -- --json` prints on a line. */
export interface Measurement {
  readonly name: string;
  /** null where it cannot be measured here; the note says why. */
  readonly value: number | null;
  readonly unit: string;
  readonly note: string;
}

/** Seconds that the fastest of several runs of `work` took, each `repeats` times: the one least disturbed by other programs. */
export function fastestRun(work: () => void, repeats: number, rounds = 5): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) work();
    best = Math.min(best, (performance.now() - start) / 1000 / repeats);
  }
  return best;
}
