import { GibbsSampler } from '../../gibbs/sampler.js';
import { dressingFunction } from '../../kernel/splitting/dressing.js';
import { FlipClocks, flipProbability } from '../../kernel/splitting/flips.js';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import {
  compiledFunctions,
  functionsLength,
  type BondFunction,
  type CompiledFunction,
} from '../../kernel/transfer-kernel.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import { GregoryIntegral } from '../../math/gregory.js';
import type { Json } from '../../data/frame.js';
import { RandomSequence } from '../../math/random.js';
import { oscillators } from '../../models/oscillators/hamiltonian.js';
import { conductivityBound, dissipation, dissipationForms } from '../../proof/resonance/bound.js';
import { expansion } from '../../proof/hierarchy/expansion.js';
import { flipGenerator, flipOrbits } from '../../proof/hierarchy/flips.js';
import { hierarchy } from '../../proof/hierarchy/hierarchy.js';
import { meanProducts } from '../../proof/hierarchy/moments.js';
import type { Observable } from '../../proof/hierarchy/observable.js';
import { resonances } from '../../proof/resonance/resonances.js';
import { sequenceGroup } from '../../study/sequence-group.js';
import type { Calculation, Pieces } from '../calculation-run.js';
import { TERM_LANES, INTEGRAL_STEP, workOf, type FiveTermsSettings } from './settings.js';

const TRAJECTORIES = 200;
const law = { law: 'uniform', from: 1, to: 2 } as const;

/** The five terms, in the order of section 4.3, and the whole. */
export const TERMS = [
  'martingale',
  'boundary',
  'energyMartingale',
  'energyBoundary',
  'remainder',
  'whole',
] as const;

/**
 * The decomposition of section 4.3 along trajectories, F = Σψ₁u, G = Σψ₁v, E = Σψ₂e:
 *
 *     ∫₀ᵗ J ds = M + [F(0) − F(t)] + N + ε^{−1}[E(0) − E(t)] + εⁿ ∫₀ᵗ S G ds,
 *     M = Σ_flips ΔF − εⁿ ∫₀ᵗ S F ds,   N = ε^{−1} Σ_flips ΔE.
 *
 * (By −∫LF = F(0) − F(t) + M; the paper's sign of the energies is the other one, which no variance sees.) The integrals are sums with end
 * corrections from flip to flip (`GregoryIntegral`); S G = S F + A_anh u⁽ⁿ⁾. Columns: for each of TERMS its value at every sample since the start, [sample][replica].
 */
export const fiveTermsCalculation: Calculation = {
  work: (settings) => workOf(settings as unknown as FiveTermsSettings),
  pieces: (settings: Json) => fiveTerms(settings as unknown as FiveTermsSettings),
};

function* fiveTerms(settings: FiveTermsSettings): Pieces {
  const { order, size, coupling, epsilon, span, samples, c, firstReplica } = settings;
  const lattice = torus(1, size);
  const omega = frequencies(law, lattice, 1, 0);
  const noise = power(epsilon, order);
  const potentials = { coupling, pinning: [] };
  const { psi1, psi2, verdicts } = resonances(lattice, law, omega, {
    order,
    set: potentials,
    alpha: 1,
    c,
  });
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b).filter((b) => psi1[b] !== 0);
  const weights = Float64Array.from(bonds, (b) => psi1[b] as number);
  const own = hierarchy({ lattice, frequencies: omega, bonds, ...potentials, order, noise: true });
  const { surroundings, orders, remainder } = own;
  if (remainder === null) throw new RangeError('invalid hierarchy; computed without its remainder: null');
  /** ε^{k−1} f_b of every bond. */
  const prepared = (f: Observable, k: number): BondFunction<Kernel> =>
    dressingFunction(expansion(f, surroundings), power(epsilon, k - 1));
  const flipped = (f: Observable): Observable =>
    flipGenerator(f, flipOrbits(f.monomials, f.parity, surroundings.neighbourhood));
  const functions = [
    ...orders.map(({ u }, i) => prepared(u, i + 1)),
    ...orders.map(({ u }, i) => prepared(flipped(u), i + 1)),
    prepared(remainder, 1),
  ];

  const steps = Math.ceil(span / noise / INTEGRAL_STEP / samples);
  const step = span / noise / samples / steps;
  const sums = bonds.length * TERM_LANES;
  const extra = sums + functionsLength(functions, TERM_LANES);
  const kernel = new Kernel({ lattice, ...potentials, scheme: schemes.ABA864, lanes: TERM_LANES, extra });
  const model = oscillators({ lattice, frequencies: omega, ...potentials, epsilon });
  const group = sequenceGroup({ epsilon, noise, temperature: 1 }, 0);
  const form = { lattice, rotations: omega, typical: omega, ...potentials, strength: epsilon };
  const sampler = new GibbsSampler(kernel, form, 1, step, TRAJECTORIES, { seed: 1, group, firstReplica });
  sampler.start();
  for (let i = 0; i < TRAJECTORIES; i++) sampler.advance();
  kernel.tune(omega, epsilon, step);
  kernel.transfers = new Float64Array(lattice.bonds * TERM_LANES);
  const clocks = new FlipClocks(
    size,
    flipProbability(noise, step),
    Array.from(
      { length: TERM_LANES },
      (_, lane) => new RandomSequence({ seed: 1, stream: 'flips', group, member: firstReplica + lane }),
    ),
  );

  const compiled = compiledFunctions(kernel, kernel.at.extra + 8 * sums, functions);
  /** Σ_b ψ₁(b) Σ_k ε^{k−1} f_b⁽ᵏ⁾ of every lane, now. */
  const total = (orders: readonly CompiledFunction[]): number[] => {
    const result = new Array<number>(TERM_LANES).fill(0);
    for (const f of orders) {
      f.evaluate(kernel.at.extra);
      const all = kernel.numbers(kernel.at.extra, sums);
      weights.forEach((weight, b) => {
        for (let lane = 0; lane < TERM_LANES; lane++) {
          result[lane] = (result[lane] as number) + weight * (all[b * TERM_LANES + lane] as number);
        }
      });
    }
    return result;
  };
  const energies = (): number[] =>
    Array.from({ length: TERM_LANES }, (_, lane) =>
      model
        .siteEnergies({ q: kernel.lane(kernel.positions, lane), p: kernel.lane(kernel.momenta, lane) })
        .reduce((sum, energy, x) => sum + (psi2[x] as number) * energy, 0),
    );

  const columns = Object.fromEntries(
    TERMS.map((name) => [name, new Float64Array((samples + 1) * TERM_LANES)]),
  );
  const column = (name: (typeof TERMS)[number]): Float64Array => columns[name] as Float64Array;
  const u = compiled.slice(0, order);
  const flippedU = compiled.slice(order, 2 * order);
  const w = compiled.slice(2 * order);
  const [atStart, energiesAtStart] = [total(u), energies()];
  const jumps = new Float64Array(TERM_LANES);
  const energyJumps = new Float64Array(TERM_LANES);
  const lanes = Array.from({ length: TERM_LANES }, (_, lane) => lane);
  /** ∫ S F ds and ∫ A_anh u⁽ⁿ⁾ ds of every lane. */
  const ofFlips = lanes.map(() => new GregoryIntegral(step));
  const ofRest = lanes.map(() => new GregoryIntegral(step));
  const push = (which: readonly number[]): void => {
    const [generatedNow, restNow] = [total(flippedU), total(w)];
    for (const lane of which) {
      ofFlips[lane]?.push(generatedNow[lane] as number);
      ofRest[lane]?.push(restNow[lane] as number);
    }
  };
  push(lanes);
  for (let sample = 1; sample <= samples; sample++) {
    for (let i = 0; i < steps; i++) {
      kernel.run(1);
      push(lanes);
      const events = clocks.draw((sample - 1) * steps + i, 1);
      if (events.count > 0) {
        const [old, oldEnergies] = [total(u), energies()];
        const hit = new Set<number>();
        for (let e = 0; e < events.count; e++) {
          const element = events.elements[e] as number;
          kernel.momenta[element] = -(kernel.momenta[element] as number);
          hit.add(element % TERM_LANES);
        }
        const [renewed, renewedEnergies] = [total(u), energies()];
        for (let lane = 0; lane < TERM_LANES; lane++) {
          jumps[lane] = (jumps[lane] as number) + (renewed[lane] as number) - (old[lane] as number);
          energyJumps[lane] =
            (energyJumps[lane] as number) + (renewedEnergies[lane] as number) - (oldEnergies[lane] as number);
        }
        for (const lane of hit) {
          ofFlips[lane]?.jump();
          ofRest[lane]?.jump();
        }
        push([...hit]);
      }
    }
    const [f, e, q] = [total(u), energies(), kernel.totalTransfers()];
    for (let lane = 0; lane < TERM_LANES; lane++) {
      const at = sample * TERM_LANES + lane;
      const [generatedSum, restSum] = [ofFlips[lane]?.value ?? NaN, ofRest[lane]?.value ?? NaN];
      column('martingale')[at] = (jumps[lane] as number) - noise * generatedSum;
      column('boundary')[at] = (atStart[lane] as number) - (f[lane] as number);
      column('energyMartingale')[at] = (energyJumps[lane] as number) / epsilon;
      column('energyBoundary')[at] = ((energiesAtStart[lane] as number) - (e[lane] as number)) / epsilon;
      column('remainder')[at] = noise * (generatedSum + restSum);
      column('whole')[at] = (q[lane] as number) / epsilon;
    }
    yield workOf(settings) / samples;
  }
  const parts = dissipation(dissipationForms(lattice, own, 1), weights);
  const dirichlet = parts.orders.reduce(
    (sum, row, k) => sum + row.reduce((inner, value, l) => inner + power(epsilon, k + l) * value, 0),
    0,
  );
  return {
    head: {
      size,
      interval: steps * step,
      resonant: verdicts.filter(({ resonant }) => resonant).length,
      dirichlet,
      boundaryVariance: varianceOf(own, weights, epsilon) / size,
      energyVariance: psi2.reduce((sum, psi) => sum + psi * psi, 0) / size,
      bound: conductivityBound(parts, epsilon),
    },
    columns,
  };
}

/** ⟨F²⟩ at ε = 0, T = 1, with all pairs of bonds. */
function varianceOf(
  { surroundings, orders }: ReturnType<typeof hierarchy>,
  weights: Float64Array,
  epsilon: number,
): number {
  const places = Array.from(weights, (_, b) => b);
  const pairs = places.flatMap((b) => places.map((other): [number, number] => [b, other]));
  let sum = 0;
  orders.forEach(({ u }, k) => {
    orders.forEach((other, l) => {
      meanProducts(u, surroundings, other.u, surroundings, 1, pairs).forEach((mean, i) => {
        const [b, d] = pairs[i] as [number, number];
        sum += power(epsilon, k + l) * (weights[b] as number) * (weights[d] as number) * mean;
      });
    });
  });
  return sum;
}
