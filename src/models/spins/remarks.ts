import type { Kappa } from '../../estimate/kappa.js';
import { BURN_IN } from '../../gibbs/diagnostics.js';
import type { Frame } from '../../data/frame.js';
import { energyVariance } from './hamiltonian.js';
import type { Point } from '../../study/point.js';
import type { Diffusion, PointExtras } from '../remarks.js';
import { spinsOf } from './form.js';
import type { SpinsStudy } from './spec.js';

/**
 * What a point of a study of spins says beside κ: which quantity stands under `kappa` (κ/β² at T = ∞, where β = 0), the fields, and the diffusion constant of
 * energy, D = κ_standard T²/χ, χ = Var(H)/N.
 *
 * @param realisations the frames of the units done, for each realisation
 */
export function spinsRemarks(
  study: SpinsStudy,
  { epsilon, temperature }: Point,
  kappa: Kappa | null,
  realisations: readonly (readonly Frame[])[],
): PointExtras {
  const chains = realisations.map((_, number) => spinsOf(study, epsilon, number));
  const begun = realisations.flatMap((frames, number) => (frames.length > 0 ? [number] : []));
  const infinite = temperature === Infinity;
  const variances = begun.map((number) =>
    infinite
      ? { value: energyVariance(chains[number] as (typeof chains)[0]), error: 0 }
      : sampledVariance(realisations[number] as readonly Frame[], study.model.size),
  );
  const chi = {
    value: variances.reduce((sum, { value }) => sum + value, 0) / variances.length,
    error: Math.sqrt(variances.reduce((sum, { error }) => sum + error * error, 0)) / variances.length,
  };
  return {
    quantity: infinite ? 'kappa/beta^2' : 'kappa',
    diffusion: kappa === null || !(chi.value > 0) ? null : diffusion(kappa, chi, infinite ? 1 : temperature),
    fields: chains.map(({ fields }) =>
      Array.from({ length: fields.length / 3 }, (_, x) => [...fields.subarray(3 * x, 3 * x + 3)]),
    ),
  };
}

function diffusion(
  { kind, standard, error, open }: Kappa,
  chi: { readonly value: number; readonly error: number },
  temperature: number,
): Diffusion {
  const value = (standard * temperature * temperature) / chi.value;
  const own = (error * temperature * temperature) / chi.value;
  const relative = chi.error / chi.value;
  const both = Math.sqrt(own * own + value * value * relative * relative);
  return { kind, value, error: both, ...(open && { open }) };
}

/** Var(H)/N of the sampler's chains, and its standard error from the scatter of the replicas. */
function sampledVariance(frames: readonly Frame[], sites: number): { value: number; error: number } {
  const chains = frames.flatMap(({ head, columns }) => {
    const replicas = head['replicas'] as number;
    const energies = columns['potential'] as Float64Array;
    const sweeps = energies.length / replicas;
    const start = Math.ceil(BURN_IN * sweeps);
    return Array.from({ length: replicas }, (_, r) =>
      Float64Array.from(
        { length: sweeps - start },
        (_unused, t) => energies[(start + t) * replicas + r] as number,
      ),
    );
  });
  const count = chains.reduce((sum, chain) => sum + chain.length, 0);
  const mean = chains.reduce((sum, chain) => sum + chain.reduce((a, b) => a + b, 0), 0) / count;
  const own = chains.map(
    (chain) => chain.reduce((sum, e) => sum + (e - mean) ** 2, 0) / chain.length / sites,
  );
  const value = own.reduce((a, b) => a + b, 0) / own.length;
  const scatter = own.reduce((sum, v) => sum + (v - value) ** 2, 0) / Math.max(1, own.length - 1);
  return { value, error: Math.sqrt(scatter / own.length) };
}
