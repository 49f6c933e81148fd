import { spinSchemes, type SpinSchemeName } from '../models/spins/kernel/scheme.js';
import { SpinKernel } from '../models/spins/kernel/kernel.js';
import { fields } from '../models/spins/fields.js';
import { torus } from '../lattice/torus.js';
import { spinHierarchy } from '../models/spins/hierarchy/hierarchy.js';
import { presentTerms } from '../models/spins/hierarchy/monomials.js';
import { kernelRate } from './kernels.js';
import { fastestRun, type Measurement } from './measurement.js';

const [SITES, REPLICAS, STEPS] = [1000, 32, 8];

/** Floating-point operations of one site in one A and one B stage, counted in the kernels' text (a division as one). */
const FLOPS = { oscillators: 16, 'even-odd': 80, exchange: 127.5 } as const;

/** Sites of one replica advanced by one A and one B stage, per second of one core. */
function spinKernelRate(name: SpinSchemeName): number {
  const lattice = torus(1, SITES);
  const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false }, lattice, 1, 0);
  const scheme = spinSchemes[name];
  const blocks = Array.from({ length: REPLICAS / 4 }, () => {
    const kernel = new SpinKernel({ lattice, scheme, lanes: 4 });
    kernel.tune(omega, 0.1, 0.2);
    // Every lane of a site points along one of the axes in turn.
    kernel.spins.forEach((_, i) => {
      const [lane, part, site] = [i % 4, Math.floor(i / 4) % 3, Math.floor(i / 12)];
      kernel.spins[i] = (lane + site) % 3 === part ? 1 : 0;
    });
    return kernel;
  });
  const sweep = (): void => {
    for (const kernel of blocks) kernel.run(STEPS);
  };
  const stages = SITES * REPLICAS * STEPS * scheme.kicks.length;
  sweep();
  return stages / fastestRun(sweep, Math.max(1, Math.round(2e7 / stages)));
}

/** The spins' kernel, alone and per floating-point operation against the oscillators' of the same minute. */
export function spinKernelMeasurements(): Measurement[] {
  const oscillators = kernelRate(1, SITES, REPLICAS, false);
  const rates = (['even-odd-4', 'ABA864'] as const).map((name) => ({ name, rate: spinKernelRate(name) }));
  const where = `one core, ${String(SITES)} sites, ${String(REPLICAS)} replicas`;
  return rates.flatMap(({ name, rate }): Measurement[] => {
    const { parts } = spinSchemes[name];
    const key = parts === 'even-odd' ? 'kernel.spins' : 'kernel.spins.exchange';
    const flops = FLOPS[parts];
    return [
      { name: key, value: rate, unit: 'site-stages/s', note: `${where}, ${name}, fields in all directions` },
      {
        name: `${key}.per-flop`,
        value: (rate * flops) / (oscillators * FLOPS.oscillators),
        unit: 'ratio',
        note: `floating-point operations per second against kernel.d1 in the same run: ${String(flops)} against ${String(FLOPS.oscillators)} a site`,
      },
    ];
  });
}

/** How long the spins' hierarchy takes. */
export function spinHierarchyMeasurements(): Measurement[] {
  const lattice = torus(1, 64);
  const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false }, lattice, 1, 0);
  const bonds = Array.from({ length: 64 }, (_, b) => b);
  const solved = () => spinHierarchy({ lattice, fields: omega, order: 4, bonds });
  const terms = solved().orders.map(({ u }) => presentTerms(u).length);
  return [
    {
      name: 'hierarchy.spins.n4',
      value: fastestRun(solved, 1, 3),
      unit: 's',
      note: `64 bonds, fields in all directions; terms ${terms.join(', ')}`,
    },
  ];
}
