import type { KernelForm } from '../kernel/splitting/form.js';
import type { Kernel } from '../kernel/splitting/kernel.js';
import { neighbour } from '../lattice/torus.js';
import { exp } from '../math/elementary.js';
import type { RandomSequence } from '../math/random.js';
import { groundedFunction } from '../potential/smooth/value.js';

/** Proposals for a site. */
const TRIES = 64;
/** After so many refusals the next ones are drawn half as wide. */
const PATIENCE = 8;

/**
 * Puts every lane of a kernel where a chain may start: near the Gibbs measure, and nowhere so steep that no step would do.
 *
 * Site after site, q_x is drawn from a Gaussian of variance T/(m_x ω̄_x²), ω̄_x the typical frequency, and accepted with
 * probability min(1, e^{−ΔW/T}), where with Ω, U, V and s of the form
 *
 *     ΔW = ½(Ω_x² − m_x ω̄_x²)q_x² + s(U(q_x) − U(0)) + s Σ_y (V(q_x − q_y) − V(0)),   y ~ x drawn before.
 *
 * At s = 0 that is the Gibbs measure; for U alone (convex, V = 0) too; for weak V close to it. Independent Gaussians, by
 * contrast, put sites where U = q⁶/6 at T = 4 holds hundreds of T: every trajectory from there is rejected. Where nothing is
 * accepted soon, proposals become narrower, and at last the one of least ΔW is taken.
 *
 * @param sequences of the lanes, for nothing else: how many numbers a start takes depends on the form
 */
export function drawStart(
  kernel: Kernel,
  { lattice, rotations, typical, coupling, pinning, strength }: KernelForm,
  temperature: number,
  sequences: readonly RandomSequence[],
): void {
  const { positions, lanes, masses } = kernel;
  const [V, U] = [groundedFunction(coupling), groundedFunction(pinning)];
  sequences.forEach((sequence, lane) => {
    const at = (x: number): number => positions[x * lanes + lane] as number;
    for (let x = 0; x < lattice.sites; x++) {
      const spring = (masses?.[x] ?? 1) * (typical[x] as number) ** 2;
      const excess = 0.5 * ((rotations[x] as number) ** 2 - spring);
      const before = neighboursBefore(kernel, x);
      let width = Math.sqrt(temperature / spring);
      let [best, least] = [0, Infinity];
      for (let tries = 1; tries <= TRIES; tries++) {
        const q = width * sequence.drawGaussians()[0];
        let work = excess * q * q + strength * U(q);
        for (const y of before) work += strength * V(q - at(y));
        if (work < least) [best, least] = [q, work];
        if (work <= 0 || sequence.drawUniform() < exp(-work / temperature)) {
          best = q;
          break;
        }
        if (tries % PATIENCE === 0) width /= 2;
      }
      positions[x * lanes + lane] = best;
    }
  });
}

/** The neighbours of a site that come before it. */
function neighboursBefore({ lattice }: Kernel, x: number): number[] {
  const result: number[] = [];
  for (let k = 0; k < lattice.dimension; k++) {
    for (const steps of [-1, 1]) {
      const y = neighbour(lattice, x, k, steps);
      if (y < x) result.push(y);
    }
  }
  return result;
}
