import type { DisorderLaw } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { Json } from '../../data/frame.js';
import { mean } from '../../math/statistics.js';
import { resonances } from '../../proof/resonance/resonances.js';
import type { Calculation } from '../calculation-run.js';
import { computed, type Finding } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

interface Settings {
  readonly dimension: number;
  readonly size: number;
  readonly order: number;
  /** P(ω = 1); null: the uniform law instead of two values. */
  readonly probability: number | null;
  readonly realisation: number;
}

/** Two values without any whole relation of small numbers between them, so that only equal frequencies resonate. */
const VALUES = [1, 1.618033988749895] as const;
/** An exact resonance, as far as rounding lets one tell: sums of a few dozen ω are known to 10⁻¹⁴, and of 10⁵ vectors ξ one in 10⁴ bonds meets an |ω·ξ| < 10⁻⁹ by chance. */
const EXACT = 1e-13;
const quartic = [0, 0, 0, 0, 0.25];

/** How many bonds of one lattice meet an exact resonance within the hierarchy of order n, and what becomes of them. */
export interface ExactResonances {
  readonly dimension: number;
  readonly order: number;
  readonly probability: number | null;
  /** Share of bonds with ω·ξ = 0 for some ξ that u⁽¹⁾ … u⁽ⁿ⁾ are divided by: their coefficients are infinite. */
  readonly resonant: number;
  /** Share of bonds in clusters that wind around the torus: Lemma 3 cannot reroute their currents. */
  readonly stuck: number;
  /** The longest self-avoiding path of a cluster that was found, over the number of sites along one direction. */
  readonly longest: number;
}

/** @param settings of a lattice with V = r⁴/4 */
export function exactResonances(settings: Settings): ExactResonances {
  const { dimension, size, order, probability, realisation } = settings;
  const lattice = torus(dimension, size);
  const law: DisorderLaw =
    probability === null
      ? { law: 'uniform', from: 1, to: 2 }
      : { law: 'two-valued', values: VALUES, probability };
  const omega = frequencies(law, lattice, 1, realisation);
  const { verdicts, clusters, kept } = resonances(lattice, law, omega, {
    order,
    set: { coupling: quartic, pinning: [] },
    alpha: 0,
    c: EXACT,
  });
  return {
    dimension,
    order,
    probability,
    resonant: verdicts.filter((verdict) => verdict.resonant).length / lattice.bonds,
    stuck: kept.reduce((sum, { bonds }) => sum + bonds.length, 0) / lattice.bonds,
    longest: clusters.reduce((most, { path }) => Math.max(most, path.least), 0) / size,
  };
}

/** `exactResonances` as a unit of work. */
export const exactResonancesCalculation: Calculation = {
  work: (settings) => {
    const { dimension, size } = settings as unknown as Settings;
    return size ** dimension * 3e4;
  },
  *pieces(settings: Json) {
    const found = exactResonances(settings as unknown as Settings);
    yield exactResonancesCalculation.work(settings);
    return { head: { ...found }, columns: {} };
  },
};

const cases: Readonly<
  Record<StudySize, readonly { dimension: number; size: number; orders: readonly number[] }[]>
> = {
  reduced: [
    { dimension: 1, size: 128, orders: [1, 2, 3] },
    { dimension: 2, size: 12, orders: [1, 2] },
  ],
  full: [
    { dimension: 1, size: 1024, orders: [1, 2, 3, 4] },
    { dimension: 2, size: 32, orders: [1, 2] },
  ],
};
const probabilities = [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5];

function settingsOf(size: StudySize): Settings[] {
  const realisations = size === 'reduced' ? 3 : 10;
  return cases[size].flatMap(({ dimension, size: along, orders }) =>
    orders.flatMap((order) =>
      [null, ...probabilities].flatMap((probability) =>
        Array.from({ length: realisations }, (_, realisation) => ({
          dimension,
          size: along,
          order,
          probability,
          realisation,
        })),
      ),
    ),
  );
}

export const remark1: NamedStudy = {
  name: 'remark-1',
  title: 'Frequencies of two values: where the construction fails',
  statement:
    'Remark 1: a law of the frequencies without density cannot be dealt with in general. With two values, two of three oscillators have the same frequency, and for d = 1 and n > 1, or d ≥ 2, fatal resonances appear.',
  source: 'Remark 1',
  method: 'exact resonances of two-valued frequencies up to order n, and the clusters that they form',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'resonances',
      calculation: 'exactResonances',
      settings: settingsOf(size) as unknown as Json[],
    },
  ],
  finding: (results: PartResults): Finding =>
    remark1Finding(results.calculation('resonances').map(({ head }) => head as unknown as ExactResonances)),
};

/** The mean over realisations of one d, n and law. */
interface Group extends ExactResonances {
  readonly realisations: number;
}

function grouped(all: readonly ExactResonances[]): Group[] {
  const groups = new Map<string, ExactResonances[]>();
  for (const one of all) {
    const key = [one.dimension, one.order, one.probability].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((own) => ({
    ...(own[0] as ExactResonances),
    realisations: own.length,
    resonant: mean(own.map(({ resonant }) => resonant)),
    stuck: mean(own.map(({ stuck }) => stuck)),
    longest: Math.max(...own.map(({ longest }) => longest)),
  }));
}

export function remark1Finding(all: readonly ExactResonances[]): Finding {
  const groups = grouped(all);
  const dimensions = [...new Set(groups.map(({ dimension }) => dimension))];
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  return {
    table: {
      name: 'remark-1',
      columns: [
        { name: 'dimension', meaning: 'd', kind: 'number' },
        { name: 'order', meaning: 'n', kind: 'number' },
        { name: 'law', meaning: 'uniform, or two values', kind: 'text' },
        { name: 'probability', meaning: 'P(ω = 1) of two values', kind: 'number' },
        { name: 'resonant', meaning: 'share of bonds with an exact resonance up to order n', kind: 'number' },
        { name: 'stuck', meaning: 'share of bonds in clusters that wind around the torus', kind: 'number' },
        {
          name: 'longest',
          meaning: 'longest path of a cluster (where it is too long to be found, a path of it) over N',
          kind: 'number',
        },
      ],
      rows: groups.map(({ dimension, order, probability, resonant, stuck, longest }) => [
        dimension,
        order,
        probability === null ? 'uniform' : 'two-valued',
        probability,
        resonant,
        stuck,
        longest,
      ]),
    },
    panels: dimensions.flatMap((dimension) =>
      (['resonant', 'stuck'] as const).map((key) => ({
        title: `d = ${String(dimension)}: ${key === 'resonant' ? 'exactly resonant bonds' : 'bonds that cannot be rerouted'}`,
        x: { label: 'P(ω = 1)', scale: 'linear' as const },
        y: { label: 'share of bonds', scale: 'linear' as const },
        series: [...new Set(groups.map(({ order }) => order))].map((order) => ({
          name: `n = ${String(order)}`,
          look: order % 2 === 0 ? ('square' as const) : ('disc' as const),
          points: groups
            .filter((one) => one.dimension === dimension && one.order === order && one.probability !== null)
            .map((one) => computed(one.probability ?? 0, one[key])),
        })),
      })),
    ),
    shown: [
      ...groups
        .filter(({ probability }) => probability === 0.5)
        .map(
          ({ dimension, order, resonant, stuck }) =>
            `d = ${String(dimension)}, n = ${String(order)}, both values equally likely: ${percent(resonant)} of the bonds meet an exact resonance, ${percent(stuck)} lie in clusters around the whole torus; the construction ` +
            `${resonant === 1 ? 'is left without a bond, and fails' : stuck > 0 ? 'fails on those' : 'can still reroute every current on these lattices'}.`,
        ),
      `With the uniform law ${groups.some(({ probability, resonant }) => probability === null && resonant > 0) ? 'some bonds do' : 'no bond of any lattice tried does'}.`,
    ],
    notShown: [
      'Counted are the ξ that the hierarchy for V = r⁴/4 divides by, on B₁(b, n−1); the sets D_{α,c}(b, n) of the proof ask more (B₁(b, n)), and fail at n = 1 already.',
      'That no other construction could do better: Remark 1 says that the proof fails, not that the theorem does.',
    ],
  };
}
