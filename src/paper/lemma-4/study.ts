import { frequencies } from '../../lattice/realisation.js';
import { distance, tail, torus } from '../../lattice/torus.js';
import { log } from '../../math/elementary.js';
import type { Json } from '../../data/frame.js';
import { mean } from '../../math/statistics.js';
import { hierarchy } from '../../proof/hierarchy/hierarchy.js';
import { meanProducts } from '../../proof/hierarchy/moments.js';
import { resonances } from '../../proof/resonance/resonances.js';
import type { Calculation } from '../calculation-run.js';
import { computed, type Finding, type FindingPoint } from '../../result/finding.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

interface Settings {
  readonly dimension: number;
  readonly size: number;
  readonly order: number;
  readonly coupling: readonly number[];
  readonly realisation: number;
  /** δ of the constants that are certain to satisfy (4): as they are cautious, fewer bonds than this share are resonant. */
  readonly delta: number;
}

const law = { law: 'uniform', from: 1, to: 2 } as const;

/** Both variances of Lemma 4 for one lattice. */
export interface Variances {
  readonly name: string;
  readonly realisation: number;
  readonly sites: number;
  /** (15) for f = u⁽ⁿ⁾. */
  readonly solutions: number;
  /** (16). */
  readonly energies: number;
  readonly resonantShare: number;
  /** The clusters that wind around the torus: none, or (13) does not hold as it stands. */
  readonly winding: number;
}

/**
 * (15) for f_b = u⁽ⁿ⁾_b and (16), with the weights of Lemma 3, in closed form at ε = 0, T = 1, where ⟨(e_x − ⟨e⟩)(e_y − ⟨e⟩)⟩ = δ_xy:
 *
 *     N^{−d} Σ_bb' ψ₁(b)ψ₁(b')⟨f_b f_b'⟩,   N^{−d} Σ_x ψ₂(x)².
 */
export function variances(settings: Settings): Omit<Variances, 'name'> {
  const { dimension, size, order, coupling, realisation } = settings;
  const lattice = torus(dimension, size);
  const omega = frequencies(law, lattice, 1, realisation);
  const { psi1, psi2, verdicts, kept } = resonances(lattice, law, omega, {
    order,
    set: { coupling, pinning: [] },
    alpha: 1,
    delta: settings.delta,
  });
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b).filter((b) => psi1[b] !== 0);
  const { orders, surroundings } = hierarchy({
    lattice,
    frequencies: omega,
    bonds,
    coupling,
    pinning: [],
    order,
  });
  const last = orders[order - 1];
  if (last === undefined) throw new RangeError(`invalid order; not reached: ${String(order)}`);
  const places = new Map(bonds.map((bond, place) => [bond, place]));
  const pairs = nearPairs(settings, bonds, places);
  const products = meanProducts(last.u, surroundings, last.u, surroundings, 1, pairs);
  const sum = pairs.reduce((total, [b, c], i) => {
    const weight = (psi1[bonds[b] as number] as number) * (psi1[bonds[c] as number] as number);
    return total + weight * (products[i] as number);
  }, 0);
  return {
    realisation,
    sites: lattice.sites,
    solutions: sum / lattice.sites,
    energies: psi2.reduce((total, psi) => total + psi * psi, 0) / lattice.sites,
    resonantShare: verdicts.filter(({ resonant }) => resonant).length / lattice.bonds,
    winding: kept.length,
  };
}

/** Pairs of bonds whose u⁽ⁿ⁾ may share sites: tails at most 2n apart. In d = 1 only the near ones are looked at. */
function nearPairs(
  { dimension, size, order }: Settings,
  bonds: readonly number[],
  places: ReadonlyMap<number, number>,
): [number, number][] {
  const lattice = torus(dimension, size);
  if (dimension === 1 && size > 4 * order + 1) {
    return bonds.flatMap((bond, b) =>
      Array.from({ length: 4 * order + 1 }, (_, i) => (bond + i - 2 * order + size) % size).flatMap(
        (other) => {
          const c = places.get(other);
          return c === undefined ? [] : [[b, c] as [number, number]];
        },
      ),
    );
  }
  return bonds.flatMap((bond, b) =>
    bonds.flatMap((other, c): [number, number][] =>
      distance(lattice, tail(lattice, bond), tail(lattice, other)) <= 2 * order ? [[b, c]] : [],
    ),
  );
}

/** `variances` as a unit of work. */
export const variancesCalculation: Calculation = {
  work: (settings) => {
    const { dimension, size, order } = settings as unknown as Settings;
    return size ** dimension * 1e4 * 10 ** order;
  },
  *pieces(settings: Json) {
    const found = variances(settings as unknown as Settings);
    yield variancesCalculation.work(settings);
    return { head: { ...found }, columns: {} };
  },
};

const cases = [
  { name: 'd = 1, V = r⁴/4, n = 1', dimension: 1, order: 1, coupling: [0, 0, 0, 0, 0.25], delta: 0.9 },
  { name: 'd = 1, V = r²/2, n = 2', dimension: 1, order: 2, coupling: [0, 0, 0.5], delta: 0.5 },
  { name: 'd = 2, V = r⁴/4, n = 1', dimension: 2, order: 1, coupling: [0, 0, 0, 0, 0.25], delta: 0.3 },
] as const;

const sizes: Readonly<Record<StudySize, readonly [readonly number[], readonly number[]]>> = {
  reduced: [
    [8, 16, 32, 64, 128, 256, 512, 1024],
    [4, 6, 8, 12, 16, 24],
  ],
  full: [
    [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192],
    [4, 6, 8, 12, 16, 24, 32, 48],
  ],
};

function settingsOf(size: StudySize): (Settings & { readonly name: string })[] {
  const realisations = size === 'reduced' ? 4 : 16;
  return cases.flatMap((one) =>
    Array.from({ length: realisations }, (_, realisation) => realisation).flatMap((realisation) =>
      (sizes[size][one.dimension - 1] ?? []).map((along) => ({ ...one, size: along, realisation })),
    ),
  );
}

export const lemma4: NamedStudy = {
  name: 'lemma-4',
  title: 'The variances of Lemma 4 against the number of sites',
  statement:
    'Lemma 4, (15) and (16): ⟨(N^{−d/2} Σ ψ₁(b) f_b)²⟩ and ⟨(N^{−d/2} Σ ψ₂(x)(e_x − ⟨e⟩))²⟩ stay bounded as N → ∞, for almost every realisation of the frequencies.',
  source: 'Lemma 4, (15) and (16)',
  method: 'both variances at ε = 0 in closed form against the number of sites, d = 1 and 2',
  parts: (size): Part[] => [
    {
      kind: 'calculation',
      name: 'variances',
      calculation: 'variances',
      settings: settingsOf(size).map(({ dimension, size: along, order, coupling, realisation, delta }) => ({
        dimension,
        size: along,
        order,
        coupling,
        realisation,
        delta,
      })),
    },
  ],
  finding: (results: PartResults, size): Finding => {
    const frames = results.calculation('variances');
    return lemma4Finding(
      settingsOf(size).map(({ name }, i) => ({
        ...(frames[i]?.head as unknown as Omit<Variances, 'name'>),
        name,
      })),
    );
  },
};

/** d ln V/d ln N over the larger half of the sizes, of the mean over realisations; null where it vanishes. */
export function growth(points: readonly { readonly sites: number; readonly value: number }[]): number | null {
  const sites = [...new Set(points.map((point) => point.sites))].sort((a, b) => a - b);
  const late = sites.slice(Math.floor(sites.length / 2)).flatMap((count) => {
    const value = mean(points.filter((point) => point.sites === count).map((point) => point.value));
    return value > 0 ? [{ x: log(count), y: log(value) }] : [];
  });
  if (late.length < 2) return null;
  const [x0, y0] = [mean(late.map(({ x }) => x)), mean(late.map(({ y }) => y))];
  return (
    late.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0) /
    late.reduce((sum, { x }) => sum + (x - x0) ** 2, 0)
  );
}

export function lemma4Finding(all: readonly Variances[]): Finding {
  const names = [...new Set(all.map(({ name }) => name))];
  const quantities = [
    { key: 'solutions', title: '(15), f = u⁽ⁿ⁾', label: '⟨(N^{−d/2} Σ ψ₁ u⁽ⁿ⁾)²⟩' },
    { key: 'energies', title: '(16)', label: '⟨(N^{−d/2} Σ ψ₂ (e − ⟨e⟩))²⟩' },
  ] as const;
  const points = (name: string, key: 'solutions' | 'energies'): FindingPoint[] =>
    all.filter((one) => one.name === name && one[key] > 0).map((one) => computed(one.sites, one[key]));
  return {
    table: {
      name: 'lemma-4',
      columns: [
        { name: 'case', meaning: 'd, V and n', kind: 'text' },
        { name: 'realisation', meaning: 'which frequencies', kind: 'number' },
        { name: 'sites', meaning: 'N^d', kind: 'number' },
        { name: 'solutions', meaning: '(15) for f = u⁽ⁿ⁾, at ε = 0', kind: 'number' },
        { name: 'energies', meaning: '(16), at ε = 0', kind: 'number' },
        { name: 'resonant', meaning: 'share of resonant bonds', kind: 'number' },
        { name: 'winding', meaning: 'clusters that wind around the torus', kind: 'number' },
      ],
      rows: all.map((one) => [
        one.name,
        one.realisation,
        one.sites,
        one.solutions,
        one.energies,
        one.resonantShare,
        one.winding,
      ]),
    },
    panels: quantities.map(({ key, title, label }) => ({
      title,
      x: { label: 'sites Nᵈ', scale: 'log' },
      y: { label: label.replace('N^{−d/2}', 'N⁻ᵈᐟ²'), scale: 'log' },
      series: names.map((name) => ({ name, look: 'disc', points: points(name, key) })),
    })),
    shown: names.map((name) => {
      const own = all.filter((one) => one.name === name);
      const most = Math.max(...own.map(({ sites }) => sites));
      const exponents = quantities.map(({ key }) =>
        growth(own.map((one) => ({ sites: one.sites, value: one[key] }))),
      );
      const share = mean(own.filter(({ sites }) => sites === most).map(({ resonantShare }) => resonantShare));
      const words = exponents.map((exponent, i) =>
        exponent === null
          ? `(${String(15 + i)}) vanishes`
          : `(${String(15 + i)}) goes as (N^d)^{${exponent.toFixed(2)}}`,
      );
      const winds = own.filter(({ winding }) => winding > 0).length;
      return (
        `${name}: over the larger half of the sizes, up to ${String(most)} sites, ${words.join(' and ')} (0 is bounded), with ${(100 * share).toFixed(1)} % of the bonds resonant` +
        (winds > 0
          ? `; in ${String(winds)} of ${String(own.length)} lattices a cluster winds around the torus and was kept.`
          : '.')
      );
    }),
    notShown: [
      'Almost every realisation and N → ∞: a few realisations up to a finite N. (15) for other functions f than u⁽ⁿ⁾.',
      'ε > 0: the averages are those of the uncoupled oscillators, in closed form; (1) is what carries them over.',
    ],
  };
}
