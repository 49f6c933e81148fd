import { BathNoise } from '../kernel/splitting/baths.js';
import { Kernel, type KernelOptions } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import type { Polynomial } from '../potential/polynomial.js';
import { rateMeasurements, ratesInTurns } from './forms.js';
import type { Measurement } from './measurement.js';

const SITES = 1000;
const BLOCKS = 8;
const LANES = 4;
const STEP = 0.1;
const STEPS = 8;
const scheme = schemes.ABA864;
const lattice = torus(1, SITES);
/** Equation (20) at ε = 0.1, and the oscillators of section 2. */
const CHAIN: Polynomial = [0, 0, 0.5, 0, 0.025];
const PINNING: Polynomial = [0, 0, 0, 0, 0.025];
const QUARTIC: Polynomial = [0, 0, 0, 0, 0.025];

interface Variant {
  readonly name: string;
  readonly options: Omit<KernelOptions, 'lattice' | 'scheme' | 'lanes'> &
    Record<'coupling' | 'pinning', Polynomial>;
  /** ω = 0. */
  readonly still?: boolean;
  readonly words: string;
}

const variants: readonly Variant[] = [
  {
    name: 'kernel.chain',
    options: { coupling: CHAIN, pinning: PINNING },
    words: 'equation (20), no masses',
  },
  {
    name: 'kernel.chain.masses',
    options: {
      coupling: CHAIN,
      pinning: PINNING,
      masses: Float64Array.from({ length: SITES }, (_, x) => 1 + (x % 7) / 7),
    },
    words: 'equation (20) with masses',
  },
  {
    name: 'kernel.chain.baths',
    options: { coupling: CHAIN, pinning: PINNING, baths: true },
    words: 'equation (20), open ends with baths, their random numbers included',
  },
  {
    name: 'kernel.quartic',
    options: { coupling: QUARTIC, pinning: QUARTIC },
    still: true,
    words: 'quartic oscillators',
  },
];
const yardstick: Variant = {
  name: 'kernel.d1',
  options: { coupling: QUARTIC, pinning: [] },
  words: 'V = r^4/4',
};

/** Additions and multiplications of Horner's rule for a polynomial with these powers; in x² where all are even or all odd. */
function horner(powers: readonly number[]): number {
  const first = powers[0] ?? 0;
  const last = powers.at(-1) ?? 0;
  const pure = powers.every((k) => (k - first) % 2 === 0) && last > 1;
  const products = pure ? Math.floor(last / 2) + (first % 2) + 1 : last;
  return powers.length === 0 ? 0 : products + powers.length - 1;
}

/**
 * Floating-point operations of one site-kick, from the formulas of ring.ts: the rotation 6, the stretch 1, V' and U' by Horner's rule, D = F_{x−1} − F_x
 * 1, its subtraction of U' 1, the kick 1 (2 with masses), s 1, the transfer 3.
 */
function operations({ options: { coupling, pinning, masses } }: Variant): number {
  const powers = (f: Polynomial): number[] => f.flatMap((c, k) => (k > 0 && c !== 0 ? [k - 1] : []));
  const onSite = powers(pinning);
  const pinned = onSite.length > 0 ? horner(onSite) + 1 : 0;
  return 6 + 1 + horner(powers(coupling)) + 1 + pinned + (masses ? 2 : 1) + 1 + 3;
}

/** Seconds of STEPS steps of all blocks, ready to be done again and again. */
function sweep({ options, still }: Variant): () => void {
  const omega = still
    ? new Float64Array(SITES)
    : frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 1, 0);
  const blocks = Array.from({ length: BLOCKS }, (_, block) => {
    const kernel = new Kernel({ ...options, lattice, scheme, lanes: LANES });
    const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', member: block });
    for (let i = 0; i < kernel.positions.length; i++) {
      const [q, p] = sequence.drawGaussians();
      kernel.positions[i] = q / 2;
      kernel.momenta[i] = p;
    }
    kernel.tune(omega, 1, STEP, options.baths ? { left: 1.5, right: 0.5, friction: 1 } : undefined);
    const sequences = Array.from(
      { length: LANES },
      (_unused, lane) => new RandomSequence({ seed: 1, stream: 'baths', group: block, member: lane }),
    );
    return { kernel, noise: new BathNoise(sequences) };
  });
  return () => {
    for (const { kernel, noise } of blocks) {
      if (options.baths) noise.draw(kernel.gaussians, STEPS);
      kernel.run(STEPS);
    }
  };
}

/**
 * The kernels of chains and quartic oscillators in both forms, beside that of the oscillators, in turns within one run: site-kicks a second,
 * and per floating-point operation those of the oscillators as 1.
 */
export async function chainMeasurements(): Promise<Measurement[]> {
  const all = [yardstick, ...variants];
  const rates = await ratesInTurns(
    all.map((variant) => ({
      name: variant.name,
      note: `one core, ABA864, ${variant.words}, ${String(SITES)} sites, ${String(LANES * BLOCKS)} replicas`,
      amount: SITES * LANES * BLOCKS * STEPS * scheme.kicks.length,
      prepare: () => sweep(variant),
    })),
  );
  const pace = (i: number): number =>
    operations(all[i] as Variant) * (rates[i] as (typeof rates)[number]).wasm;
  return variants.flatMap((variant, i): Measurement[] => [
    ...rateMeasurements(rates[i + 1] as (typeof rates)[number], 'site-kicks/s'),
    {
      name: `${variant.name}.per-operation`,
      value: pace(i + 1) / pace(0),
      unit: '',
      note: `floating-point operations a second over those of the oscillators with V = r^4/4 in the same run: ${String(operations(variant))} against ${String(operations(yardstick))} a site-kick`,
    },
  ]);
}
