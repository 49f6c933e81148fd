import type { DisorderLaw } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus, type Torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import type { Frame, Json } from '../../data/frame.js';
import type { Polynomial } from '../../potential/polynomial.js';
import { conductivityBound, dissipation, dissipationForms } from '../../proof/resonance/bound.js';
import { hierarchy } from '../../proof/hierarchy/hierarchy.js';
import { leastWeights } from '../../proof/resonance/least-weights.js';
import { resonances } from '../../proof/resonance/resonances.js';
import type { Calculation } from '../calculation-run.js';

/** Which bound of Theorem 2: d = 1, U = 0, T = 1. */
export interface BoundSettings {
  /** n. */
  readonly order: number;
  readonly size: number;
  readonly coupling: readonly number[];
  readonly frequencies: DisorderLaw;
  readonly seed: number;
  readonly realisation: number;
  readonly epsilon: readonly number[];
}

/** The bound of one realisation at each ε, with the weights of Lemma 3 (for the best of several δ) and with the least ones. */
export interface BoundConstants {
  readonly order: number;
  readonly epsilon: readonly number[];
  readonly lemma3: readonly number[];
  readonly least: readonly number[];
  /** C(n): the limits of the bounds over ε^{n+2}. */
  readonly constants: { readonly lemma3: number; readonly least: number };
  /** δ of (4) of the best of Lemma 3's weights, and the number of bonds that it makes resonant. */
  readonly delta: number;
  readonly resonant: number;
}

/** The shares of resonant bonds that Lemma 3's weights are tried with. */
const DELTAS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];
/** An ε so small that the bound over ε^{n+2} is its limit to a few parts in 10⁶. */
const NO_COUPLING = 1e-7;

/**
 * κ_paper ≤ (β²ε²/d)(√(2εⁿD(F)) + √(2εⁿD(G)))² of section 4.3; see proof/resonance/bound.ts. With the averages of ε = 0. The least weights are those
 * of the leading form 2D(F⁽¹⁾) + D(Σψv⁽ⁿ⁾); any weights give a bound.
 */
export function boundConstants(settings: BoundSettings): BoundConstants {
  const { order, size, coupling, epsilon } = settings;
  const lattice: Torus = torus(1, size);
  const omega = frequencies(settings.frequencies, lattice, settings.seed, settings.realisation);
  const bonds = Array.from({ length: lattice.bonds }, (_, bond) => bond);
  const potentials: { coupling: Polynomial; pinning: Polynomial } = { coupling, pinning: [] };
  const own = hierarchy({ lattice, frequencies: omega, bonds, ...potentials, order, noise: true });
  const forms = dissipationForms(lattice, own, 1);
  const bound = (psi: Float64Array, at: number): number => conductivityBound(dissipation(forms, psi), at);
  const constant = (psi: Float64Array): number => bound(psi, NO_COUPLING) / power(NO_COUPLING, order + 2);
  const tried = DELTAS.map((delta) => {
    const { psi1, verdicts } = resonances(lattice, settings.frequencies, omega, {
      order,
      set: potentials,
      alpha: 1,
      delta,
    });
    const resonant = verdicts.filter((verdict) => verdict.resonant).length;
    return { delta, resonant, psi1, constant: constant(psi1) };
  });
  const best = tried.reduce((a, b) => (b.constant < a.constant ? b : a));
  const first = forms.orders[0]?.[0];
  const least = leastWeights(lattice, [
    ...(first === undefined ? [] : [{ form: first, factor: 2 }]),
    { form: forms.remainder, factor: 1 },
  ]);
  return {
    order,
    epsilon,
    lemma3: epsilon.map((at) => bound(best.psi1, at)),
    least: epsilon.map((at) => bound(least, at)),
    constants: { lemma3: best.constant, least: constant(least) },
    delta: best.delta,
    resonant: best.resonant,
  };
}

/** `boundConstants` as a unit of work. */
export const boundCalculation: Calculation = {
  work: (settings) => {
    const { order, size } = settings as unknown as BoundSettings;
    return size * 1e5 * 10 ** order;
  },
  *pieces(settings: Json) {
    const found = boundConstants(settings as unknown as BoundSettings);
    yield boundCalculation.work(settings);
    const frame: Frame = { head: { ...found }, columns: {} };
    return frame;
  },
};
