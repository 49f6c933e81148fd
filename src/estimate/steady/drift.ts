import { counted } from '../../data/counted.js';
import { mean } from '../../math/statistics.js';
import { meanOverRealisations, meansOf, type Means, type SteadyRecord } from './means.js';

/**
 * Errors beyond which a drift is significant: chance exceeds them in 0.3 % (two-sided) with many replicas, 1.3 % with
 * five.
 */
const SIGNIFICANT = 3;
/** A drift counts if it shifts J, or the profile, by more than one standard error and by more than this fraction. */
const TOLERABLE = 0.02;
/** Least number of blocks in which a drift can be seen. */
const FEWEST_BLOCKS = 8;

type Sample = (means: Means) => Float64Array;

const FLOWS: Readonly<Record<'left bath' | 'right bath' | 'bonds', Sample>> = {
  'left bath': ({ left }) => left,
  'right bath': ({ right }) => right,
  bonds: ({ bonds }) => bonds,
};
const PAIRS = [
  ['left bath', 'right bath'],
  ['left bath', 'bonds'],
  ['right bath', 'bonds'],
] as const;

const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((value, i) => value - (b[i] as number));

/** Σ_x w_x T_x of every replica. */
function weighted(weight: (x: number) => number): Sample {
  return ({ left, profile }) =>
    left.map((_, r) => profile.reduce((total, t, x) => total + weight(x) * (t[r] as number), 0));
}

/** The profile's mean, and the difference between the ends of its least-squares line. */
function shapes(sites: number): Readonly<Record<string, Sample>> {
  const centre = (sites - 1) / 2;
  const spread = (sites * (sites * sites - 1)) / 12;
  return {
    mean: weighted(() => 1 / sites),
    slope: weighted((x) => ((x - centre) * (sites - 1)) / spread),
  };
}

/**
 * Why the part of a run that begins after `from` blocks may not be stationary; null if no test fails.
 *
 * The energy of the chain changes by the heat from the left bath minus the heat to the right one, and that of either
 * half by what passes the bond between them. So the three estimates of J (left bath, right bath, mean over bonds)
 * differ by stored energy over time, however much J scatters. Each of them, and the profile's mean and tilt, Σ_x T_x (x
 * − x̄), must also agree between the first and the last third of the part. All are averages over the realisations, like
 * J.
 */
export function drift(records: readonly SteadyRecord[], from: number): string | null {
  const blocks = (records[0] as SteadyRecord).times.length;
  if (blocks - from < FEWEST_BLOCKS) {
    return `the run is too short to show whether it is stationary: ${counted(blocks, 'sample')}`;
  }
  const third = Math.floor((blocks - from) / 3);
  const between = (start: number, end: number): Means[] =>
    records.map((record) => meansOf(record, start, end));
  const [all, early, late] = [
    between(from, blocks),
    between(from, from + third),
    between(blocks - third, blocks),
  ];
  const flow = meanOverRealisations(all.map(FLOWS.bonds));
  const scale = Math.max(flow.error, TOLERABLE * Math.abs(flow.value));
  const beyond = (apart: readonly Float64Array[], tolerance: number): number | null => {
    const { value, error } = meanOverRealisations(apart);
    return Math.abs(value) > Math.max(tolerance, SIGNIFICANT * error) ? value : null;
  };
  for (const [one, other] of PAIRS) {
    const apart = beyond(
      all.map((means) => difference(FLOWS[one](means), FLOWS[other](means))),
      scale,
    );
    if (apart !== null) {
      return `the flow is not stationary: ${one} and ${other} differ by ${apart.toExponential(1)}`;
    }
  }
  const changed = (sample: Sample, tolerance: number): number | null =>
    beyond(
      late.map((means, i) => difference(sample(means), sample(early[i] as Means))),
      tolerance,
    );
  for (const [name, sample] of Object.entries(FLOWS)) {
    const change = changed(sample, scale);
    if (change === null) continue;
    const through = name === 'bonds' ? 'through the bonds' : `at the ${name}`;
    return `the flow is not stationary: ${through} it still changes by ${change.toExponential(1)}`;
  }
  const end = (x: number): number => mean(all.map(({ profile }) => mean(profile.at(x) as Float64Array)));
  const height = Math.abs(end(0) - end(-1));
  for (const [name, sample] of Object.entries(shapes(all[0]?.profile.length ?? 0))) {
    const change = changed(sample, TOLERABLE * height);
    if (change !== null) {
      return `the profile is not stationary: its ${name} still changes by ${change.toExponential(1)}`;
    }
  }
  return null;
}
