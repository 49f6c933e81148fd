/** A request to stop, from a signal or from the reader of the output. */
export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Give the signals back their usual meaning. */
  readonly release: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds within which a second signal counts as an echo of the first. */
const ECHO = 250;

/**
 * Ctrl-C, or SIGTERM, or the terminal's closing: the first time `signal` is aborted, so that checkpoints are written;
 * the second time the process ends at once with status 130, and the next run goes on from the checkpoints
 * that stand. A reader that has gone (`falloff run … | head`) also aborts the signal.
 */
export function interruption(tell: (text: string) => void): Interruption {
  const controller = new AbortController();
  let first = -Infinity;
  const hear = (): void => {
    // npm passes Ctrl-C on to a program that the terminal has told already: the same wish, twice.
    if (controller.signal.aborted && performance.now() - first < ECHO) return;
    if (controller.signal.aborted) process.exit(130);
    first = performance.now();
    tell('\nStopping: writing checkpoints (once more to stop at once).\n');
    controller.abort();
  };
  // Without a listener a failed write would end the process before its checkpoints are written.
  const unheard = (): void => {
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, hear);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unheard);
  return {
    signal: controller.signal,
    release: () => {
      // The streams stay watched: what was written last may fail later.
      for (const name of SIGNALS) process.off(name, hear);
    },
  };
}
