import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { compiledFunctions, functionsLength } from '../kernel/transfer-kernel.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { modes } from '../models/chain/modes.js';
import type { Polynomial } from '../potential/polynomial.js';
import { chainDressing, chainEvaluation } from '../models/chain/dressing.js';
import { studyFrom } from '../plan/file/schema.js';
import { isOf } from '../models/models.js';
import { fastestRun, type Measurement } from './measurement.js';

const EPSILON = 0.1;
const lanes = 4;
const scheme = schemes.ABA864;
const law = { law: 'uniform', from: 1, to: 2 } as const;
const spring: Polynomial = [0, 0, 0.5, 0, EPSILON / 4];
const quartic: Polynomial = [0, 0, 0, 0, EPSILON / 4];

function prepared(size: number, extra = 0): Kernel {
  const lattice = torus(1, size);
  const kernel = new Kernel({ lattice, coupling: spring, pinning: quartic, scheme, lanes, extra });
  const sequence = new RandomSequence({ seed: 1, stream: 'synthetic' });
  for (let i = 0; i < kernel.positions.length; i++)
    [kernel.positions[i], kernel.momenta[i]] = sequence.drawGaussians();
  kernel.tune(frequencies(law, lattice, 1, 0), 1, 0.1);
  return kernel;
}

const STEPS = 50;

/** Seconds of one kick of one site, four replicas together. */
function kickTime(kernel: Kernel): number {
  const seconds = fastestRun(() => {
    kernel.run(STEPS);
  }, 20);
  return seconds / (STEPS * scheme.kicks.length * kernel.lattice.sites);
}

/** How long the modes of 512 sites take, and how well they solve their equation. */
function eigenmodes(): Measurement {
  const size = 512;
  const lattice = torus(1, size);
  const omega = frequencies(law, lattice, 1, 0);
  const masses = new Float64Array(size).fill(1);
  const seconds = fastestRun(() => modes({ lattice, frequencies: omega, masses }), 1, 2);
  const { frequencies: own, vectors } = modes({ lattice, frequencies: omega, masses });
  let residual = 0;
  for (let k = 0; k < size; k++) {
    const xi = (x: number): number => vectors[k * size + ((x + size) % size)] as number;
    for (let x = 0; x < size; x++) {
      const diagonal = (omega[x] as number) ** 2 + 2 - (own[k] as number) ** 2;
      residual = Math.max(residual, Math.abs(diagonal * xi(x) - xi(x - 1) - xi(x + 1)));
    }
  }
  return {
    name: 'chain.modes.N512',
    value: seconds,
    unit: 's',
    note: `all eigenmodes of 512 sites, largest residual |(Φ − ω²)ξ| ${residual.toExponential(1)}`,
  };
}

/** What evaluating u⁰ and εu¹ of all bonds costs, in kicks of a site, beside what plans count with. */
function evaluations(): Measurement[] {
  const size = 64;
  const study = studyFrom(
    `model: {kind: chain, size: ${String(size)}}\ntemperature: 1\nepsilon: ${String(EPSILON)}\ntime: 100\ndressing: 2\n`,
    'bench.yaml',
  );
  if (!isOf(study, 'chain')) throw new RangeError(`invalid benchmark; not of a chain: ${study.model.kind}`);
  const functions = chainDressing(study, 0, EPSILON, 0.02);
  const extra = size * lanes + functionsLength(functions, lanes);
  const kernel = prepared(size, extra);
  const kick = kickTime(kernel);
  const to = kernel.at.extra;
  return compiledFunctions(kernel, to + 8 * size * lanes, functions).map((compiled, i) => {
    const seconds = fastestRun(() => {
      compiled.evaluate(to);
    }, 100);
    return {
      name: `chain.evaluation.u${String(i)}`,
      value: seconds / size / kick,
      unit: 'kicks',
      note: `u of order ${String(i)} of a bond, 64 bonds at 4 replicas, ω uniform on [1, 2]${i === 0 ? '' : `; plans count ${chainEvaluation(study).toFixed(0)} for both`}`,
    };
  });
}

export function modeMeasurements(): Measurement[] {
  return [eigenmodes(), ...evaluations()];
}
