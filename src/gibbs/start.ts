import type { KernelForm } from '../kernel/splitting/form.js';
import type { Kernel } from '../kernel/splitting/kernel.js';
import { neighbour } from '../lattice/torus.js';
import { exp } from '../math/elementary.js';
import type { RandomSequence } from '../math/random.js';
import { groundedFunction } from '../potential/smooth/value.js';

/** The largest number of proposals for a site. */
const TRIES = 64;
/** The number of rejections after which the width of the proposals is halved. */
const PATIENCE = 8;

/**
 * Draws the initial state of a chain in every lane of a kernel: close to the Gibbs measure, and nowhere so steep that
 * every step would be unstable.
 *
 * Site after site, q_x is drawn from a Gaussian of variance T/(m_x ω̄_x²), ω̄_x the typical frequency, and accepted
 * with probability min(1, e^{−ΔW/T}), with Ω, U, V and s of the form and
 *
 *     ΔW = ½(Ω_x² − m_x ω̄_x²)q_x² + s(U(q_x) − U(0)) + s Σ_y (V(q_x − q_y) − V(0)),   y ~ x drawn before.
 *
 * This is the Gibbs measure at s = 0 and for V = 0 with convex U, and close to it for weak V. Independent Gaussians, by
 * contrast, would put sites at energies of hundreds of T (U = q⁶/6 at T = 4), from where every trajectory is rejected.
 * If nothing is accepted soon, proposals become narrower, and in the end the one with the least ΔW is taken.
 *
 * @param sequences one for each lane, for this purpose only: the number of random numbers used depends on the form
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

/** The neighbours of a site with smaller numbers. */
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
