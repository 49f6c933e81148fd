import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { RotorKernel } from '../models/rotors/kernel/kernel.js';
import { rateMeasurements, ratesInTurns, type Contender } from './forms.js';
import type { Measurement } from './measurement.js';

const [REPLICAS, LANES, STEPS] = [32, 4, 8] as const;
const scheme = schemes.ABA864;

function rotorContender(name: string, dimension: number, size: number): Contender {
  const lattice = torus(dimension, size);
  return {
    name,
    note: `one core, ABA864, ${String(size)}^${String(dimension)} sites, ${String(REPLICAS)} replicas`,
    amount: lattice.sites * REPLICAS * STEPS * scheme.kicks.length,
    prepare: () => {
      const blocks = Array.from({ length: REPLICAS / LANES }, (_, block) => {
        const kernel = new RotorKernel({ lattice, scheme, lanes: LANES });
        const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', member: block });
        for (let i = 0; i < kernel.positions.length; i++) {
          kernel.positions[i] = sequence.drawUniform() - 0.5;
          kernel.momenta[i] = sequence.drawGaussians()[0];
        }
        kernel.tune(0.4, 0.1);
        return kernel;
      });
      return () => {
        for (const kernel of blocks) kernel.run(STEPS);
      };
    },
  };
}

/** The rotors' kernels in both forms. */
export async function rotorMeasurements(): Promise<Measurement[]> {
  const rates = await ratesInTurns([
    rotorContender('kernel.rotors', 1, 1000),
    rotorContender('kernel.rotors.d2', 2, 32),
    rotorContender('kernel.rotors.d3', 3, 10),
  ]);
  return rates.flatMap((one) => rateMeasurements(one, 'site-kicks/s'));
}
