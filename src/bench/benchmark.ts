import { Invalid } from '../data/invalid.js';
import type { Measurement } from './measurement.js';

/** A piece of work of the benchmark that gives one measurement or several. */
export interface Benchmark {
  /** What the names of its measurements begin with; every name begins with one of them. */
  readonly names: readonly string[];
  readonly measure: () => readonly Measurement[] | Promise<readonly Measurement[]>;
}

const matches = (name: string, only: readonly string[]): boolean =>
  only.length === 0 || only.some((prefix) => name.startsWith(prefix));

/**
 * The measurements of the benchmarks that are called for, as they are made; nothing else is measured but what comes with them.
 *
 * @param only what the names begin with; none: every measurement
 * @throws Invalid for a prefix that no measurement has: before anything is measured, where no benchmark can have it
 */
export async function* measurements(
  benchmarks: readonly Benchmark[],
  only: readonly string[],
): AsyncGenerator<Measurement> {
  const all = benchmarks.flatMap(({ names }) => names);
  const families = [...new Set(all.map((name) => name.replace(/\..*/u, '')))];
  const refuse = (prefix: string): never => {
    throw new Invalid('--only', `no benchmark begins so; there are ${families.join(', ')}`, prefix);
  };
  const possible = (name: string, prefix: string): boolean =>
    name.startsWith(prefix) || prefix.startsWith(name);
  for (const prefix of only) if (!all.some((name) => possible(name, prefix))) refuse(prefix);
  const seen: string[] = [];
  for (const { names, measure } of benchmarks) {
    if (only.length > 0 && !names.some((name) => only.some((prefix) => possible(name, prefix)))) continue;
    for (const measurement of await measure()) {
      const { name } = measurement;
      if (!names.some((one) => name.startsWith(one)))
        throw new RangeError(`invalid benchmark; a name that is not announced cannot be selected: ${name}`);
      seen.push(name);
      if (matches(name, only)) yield measurement;
    }
  }
  for (const prefix of only) if (!seen.some((name) => name.startsWith(prefix))) refuse(prefix);
}
