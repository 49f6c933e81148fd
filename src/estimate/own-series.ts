import { counted } from '../data/counted.js';
import { Invalid } from '../data/invalid.js';
import { conductivity, type ConductivityEstimate } from './conductivity.js';
import type { BondGraph } from './record.js';
import { sampledRecord, type Series } from './sampling.js';

/** What κ needs besides the series. k_B = 1: T is in units of energy. */
export interface SeriesFacts {
  /** Δ, the time between two samples. */
  readonly interval: number;
  /** T. */
  readonly temperature: number;
  /** N, the number of sites; or a volume, for a conductivity per volume. */
  readonly sites: number;
}

export interface CurrentsOptions extends SeriesFacts {
  /** J(t) of every replica, [replica][time]: the total energy current at times 0, Δ, 2Δ, …. */
  readonly currents: readonly ArrayLike<number>[];
}

export interface TransfersOptions extends SeriesFacts {
  /**
   * Q_b of every replica, [replica][time][bond]: the energy that passed along bond b during each sampling interval. A
   * replica is a list of rows, or one flat array, [time][bond].
   */
  readonly transfers: readonly (ArrayLike<number> | readonly ArrayLike<number>[])[];
  /** d of the torus formed by the bonds, N = L^d: bond d·x + (k−1) leads from site x to x + e_k. Default 1, a ring. */
  readonly dimension?: number;
  /** The bonds, if they do not form a torus; `aims` are their weights in J. */
  readonly graph?: BondGraph;
}

/** κ from series computed by another program. */
export interface SeriesEstimate extends Pick<
  ConductivityEstimate,
  'kappa' | 'textbook' | 'curve' | 'advice' | 'longer'
> {
  readonly replicas: number;
  /** The number of parts in time into which each replica was cut; 1 if there are enough replicas for an error bar. */
  readonly segments: number;
  readonly warnings: readonly string[];
}

/** Fewer replicas give no meaningful error bar; they are cut in time into `WANTED_PARTS` parts or a few more. */
const FEWEST_REPLICAS = 5;
const WANTED_PARTS = 16;
/** The shortest window has 16 increments. */
const FEWEST_SAMPLES = 17;
const MOST_SITES = 2 ** 26;
const WINDOWS = ['rectangular', 'hann', 'prolate'] as const;
/** A total current is a single path: no weight is fitted, and the site does not matter. */
const ONE_BOND: BondGraph = {
  sites: 1,
  tails: Int32Array.of(0),
  heads: Int32Array.of(0),
  aims: Float64Array.of(1),
};

/**
 * κ_standard with its error, a value, an upper bound or open, from the total energy current of one's own simulation:
 *
 *     κ_standard = (1/(T²N)) ∫₀^∞ ⟨J(0)J(t)⟩ dt
 *
 * The samples are points of J(t), and Q(nΔ) = Δ·Σ_{m<n} J(mΔ). The textbook estimate over t = nΔ is then, exactly,
 * (Δ/T²N)·(C₀/2 + Σ_{0<m<n} (1 − m/n) C_m) with C_m = ⟨J(0)J(mΔ)⟩: the trapezoidal rule, whose first term counts half.
 * Its error is κ·(Δ/τ)²/12 for ⟨JJ⟩ ∝ e^{−t/τ}; periods shorter than 2Δ are aliased. Smooth windows of Q remove bounded
 * oscillations (`conductivity`).
 *
 * Replicas are assumed to be independent samples of the Gibbs measure. Fewer than five replicas are cut in time into 16
 * parts or a few more, which serve as replicas: their scatter does not show how trajectories differ in their conserved
 * quantities, and `warnings` says so. κ has the unit J²·time/(energy²·sites) of the given series.
 *
 * @throws Invalid if an array of the series or a fact has the wrong shape or range
 */
export function conductivityOfCurrents({ currents, ...facts }: CurrentsOptions): SeriesEstimate {
  checkFacts(facts);
  const length = commonLength('currents', currents);
  const paths = currents.map((current, r) => {
    const path = new Float64Array(length + 1);
    for (let s = 0; s < length; s++) {
      path[s + 1] = (path[s] as number) + facts.interval * finite(current[s], ['currents', r, s]);
    }
    return [path];
  });
  return estimated('currents', paths, ONE_BOND, 2, facts);
}

/**
 * The same from the energy transfers of every bond: bounded oscillations of the currents differ from bond to bond,
 * which the estimator uses. J is the sum over all bonds; on a torus of several directions κ is the mean over them,
 * 1/(d·T²N) ∫ ⟨J(0)J(t)⟩ dt.
 *
 * Transfers are integrals of the current over the sampling intervals: nothing is lost between samples.
 *
 * @throws Invalid as `conductivityOfCurrents`, and if the bonds are not those of the torus
 */
export function conductivityOfTransfers(options: TransfersOptions): SeriesEstimate {
  const { transfers, dimension = 1, graph: given, ...facts } = options;
  checkFacts(facts);
  const graph = given ?? torusBonds(facts.sites, dimension);
  const bonds = graph.tails.length;
  const replicas = transfers.map((replica, r) => rowsOf(replica, bonds, r));
  const length = commonLength(
    'transfers',
    replicas.map((at) => ({ length: at.length })),
  );
  const paths = replicas.map(({ value }, r) =>
    Array.from({ length: bonds }, (_, b) => {
      const path = new Float64Array(length + 1);
      for (let s = 0; s < length; s++) {
        path[s + 1] = (path[s] as number) + finite(value(s, b), ['transfers', r, s, b]);
      }
      return path;
    }),
  );
  return estimated('transfers', paths, graph, 2 * (given === undefined ? dimension : 1), facts);
}

/** Samples of one replica, in either layout. */
interface Rows {
  readonly length: number;
  readonly value: (sample: number, bond: number) => number | undefined;
}

function rowsOf(replica: TransfersOptions['transfers'][number], bonds: number, r: number): Rows {
  const place = `transfers[${r}]`;
  const [first] = Array.from({ length: Math.min(1, replica.length) }, (_, i) => replica[i]);
  if (typeof first === 'number') {
    const flat = replica as ArrayLike<number>;
    if (flat.length % bonds !== 0)
      throw new Invalid(place, `must be [time][bond] of ${bonds} bonds, a multiple in length`, flat.length);
    return { length: flat.length / bonds, value: (s, b) => flat[s * bonds + b] };
  }
  const rows = replica as readonly ArrayLike<number>[];
  rows.forEach((row, s) => {
    if (row.length !== bonds)
      throw new Invalid(`${place}[${s}]`, `must have a transfer for each of ${bonds} bonds`, row.length);
  });
  return { length: rows.length, value: (s, b) => rows[s]?.[b] };
}

/** The bonds of a torus of N = L^d sites, numbered d·x + (k−1). @throws Invalid if there is no such L ≥ 3 */
function torusBonds(sites: number, dimension: number): BondGraph {
  if (dimension !== 1 && dimension !== 2 && dimension !== 3) {
    throw new Invalid('dimension', 'must be 1, 2 or 3', dimension);
  }
  let size = dimension === 1 ? sites : 1;
  while (size ** dimension < sites) size += 1;
  if (!Number.isInteger(sites) || sites > MOST_SITES || size ** dimension !== sites || size < 3)
    throw new Invalid(
      'sites',
      `must be L^${dimension} with a whole number L of at least 3, the sites of a torus`,
      sites,
    );
  const bonds = Array.from({ length: dimension * sites }, (_, b) => {
    const [site, stride] = [Math.floor(b / dimension), size ** (b % dimension)];
    const coordinate = Math.floor(site / stride) % size;
    return [site, coordinate === size - 1 ? site - (size - 1) * stride : site + stride] as const;
  });
  return {
    sites,
    tails: Int32Array.from(bonds, ([tail]) => tail),
    heads: Int32Array.from(bonds, ([, head]) => head),
    aims: new Float64Array(bonds.length).fill(1),
  };
}

function checkFacts(facts: SeriesFacts): void {
  for (const key of ['interval', 'temperature', 'sites'] as const) {
    const value: unknown = facts[key];
    if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value))
      throw new Invalid(key, 'must be a number above 0', value, key);
  }
}

function finite(value: unknown, [name, ...indices]: readonly [string, ...number[]]): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Invalid(`${name}${indices.map((i) => `[${i}]`).join('')}`, 'must be a finite number', value);
}

/** The common length of all replicas. */
function commonLength(name: string, replicas: readonly { readonly length: number }[]): number {
  const [first] = replicas;
  if (first === undefined) throw new Invalid(name, 'must have at least one replica', 0);
  replicas.forEach(({ length }, r) => {
    if (length !== first.length)
      throw new Invalid(`${name}[${r}]`, `must be as long as ${name}[0], ${first.length} samples`, length);
  });
  return first.length;
}

/** @param directions 2·d, from the prefactor of the spectral density */
function estimated(
  name: string,
  replicas: readonly (readonly Float64Array[])[],
  graph: BondGraph,
  directions: number,
  { interval, temperature, sites }: SeriesFacts,
): SeriesEstimate {
  const count = replicas.length;
  const samples = (replicas[0]?.[0]?.length ?? 1) - 1;
  const segments = count < FEWEST_REPLICAS ? Math.ceil(WANTED_PARTS / count) : 1;
  const length = Math.floor(samples / segments);
  if (length < FEWEST_SAMPLES) {
    const why =
      segments === 1 ? '' : `, as ${counted(count, 'replica')} must be cut into ${count * segments} parts`;
    throw new Invalid(
      name,
      `must have at least ${FEWEST_SAMPLES * segments} samples of a replica${why}`,
      samples,
    );
  }
  const series = replicas.flatMap((paths) =>
    Array.from({ length: segments }, (_, k): Series => {
      const own = paths.map((path) => path.subarray(k * length, (k + 1) * length + 1));
      return { paths: own, total: totalOf(own, graph.aims) };
    }),
  );
  const record = sampledRecord(graph, series, {
    interval,
    windows: WINDOWS,
    prefactor: 1 / (temperature * temperature * directions * sites),
    sampling: 'ends',
    keep: Math.max(16, Math.min(512, Math.floor(65536 / graph.tails.length))),
  });
  const found = conductivity([record]);
  if (found === null) throw new Invalid(name, 'must move some energy, in every replica', 0);
  const { kappa, textbook, curve, advice, longer } = found;
  const cut =
    segments === 1
      ? []
      : [
          `${counted(count, 'replica')}, cut in time into ${count * segments} parts for the error, which misses how trajectories differ in their conserved quantities`,
        ];
  const warnings = [...cut, ...kappa.warnings];
  return {
    kappa: { ...kappa, warnings },
    textbook,
    curve,
    advice,
    longer,
    replicas: count,
    segments,
    warnings,
  };
}

/** Σ_b aim_b (Q_b(t) − Q_b(0)). */
function totalOf(paths: readonly Float64Array[], aims: Float64Array): Float64Array {
  const total = new Float64Array(paths[0]?.length ?? 0);
  paths.forEach((path, b) => {
    const aim = aims[b] as number;
    for (let s = 0; s < total.length; s++) {
      total[s] = (total[s] as number) + aim * ((path[s] as number) - (path[0] as number));
    }
  });
  return total;
}
