import { spinSchemes, type SpinSchemeName } from '../models/spins/kernel/scheme.js';
import { SpinKernel } from '../models/spins/kernel/kernel.js';
import { fields } from '../models/spins/fields.js';
import { torus } from '../lattice/torus.js';
import { spinHierarchy } from '../models/spins/hierarchy/hierarchy.js';
import { presentTerms } from '../models/spins/hierarchy/monomials.js';
import { rateMeasurements, ratesInTurns, type Contender, type Rates } from './forms.js';
import { latticeContender } from './kernels.js';
import { fastestRun, type Measurement } from './measurement.js';

const [SITES, REPLICAS, STEPS] = [1000, 32, 8];

/** Floating-point operations of one site in one A and one B stage, counted in the kernels' text (a division as one). */
const FLOPS = { oscillators: 16, 'even-odd': 80, exchange: 127.5 } as const;

/** Sites of one replica advanced by one A and one B stage. */
function spinContender(name: SpinSchemeName): Contender {
  const lattice = torus(1, SITES);
  const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false }, lattice, 1, 0);
  const scheme = spinSchemes[name];
  return {
    name: scheme.parts === 'even-odd' ? 'kernel.spins' : 'kernel.spins.exchange',
    note: `one core, ${String(SITES)} sites, ${String(REPLICAS)} replicas, ${name}, fields in all directions`,
    amount: SITES * REPLICAS * STEPS * scheme.kicks.length,
    prepare: () => {
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
      return () => {
        for (const kernel of blocks) kernel.run(STEPS);
      };
    },
  };
}

/** The spins' kernels in both forms, and per floating-point operation against the oscillators' of the same turns. */
export async function spinKernelMeasurements(): Promise<Measurement[]> {
  const [oscillators, ...spins] = (await ratesInTurns([
    latticeContender('kernel.d1', 1, SITES, REPLICAS),
    ...(['even-odd-4', 'ABA864'] as const).map(spinContender),
  ])) as [Rates, ...Rates[]];
  return spins.flatMap((rates): Measurement[] => {
    const { name } = rates.contender;
    const flops = FLOPS[name === 'kernel.spins' ? 'even-odd' : 'exchange'];
    return [
      ...rateMeasurements(rates, 'site-stages/s'),
      {
        name: `${name}.per-flop`,
        value: (rates.wasm * flops) / (oscillators.wasm * FLOPS.oscillators),
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
