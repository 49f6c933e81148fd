import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../kernel/program/statement.js';
import { cText } from '../kernel/program/c.js';
import { schemes } from '../kernel/scheme.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { torus } from '../lattice/torus.js';
import { RotorKernel } from '../models/rotors/kernel/kernel.js';
import { SpinKernel } from '../models/spins/kernel/kernel.js';
import { spinSchemes } from '../models/spins/kernel/scheme.js';
import { machineCompiler, NoNativeKernels } from '../native/compiler.js';
import type { Measurement } from './measurement.js';

const ROUNDS = 3;
const scheme = schemes.ABA864;
const lanes = 4;
const QUARTIC = [0, 0, 0, 0, 1 / 4];
const CHAIN = [0, 0, 1 / 2, 0, 1 / 4];

const programs: readonly (readonly [string, () => { readonly program: Program }])[] = [
  ...([1, 2, 3] as const).map(
    (dimension) =>
      [
        `d${String(dimension)}`,
        () => new Kernel({ lattice: torus(dimension, 10), scheme, lanes, coupling: QUARTIC, pinning: [] }),
      ] as const,
  ),
  [
    'chain.baths',
    () =>
      new Kernel({
        lattice: torus(1, 64),
        scheme,
        lanes,
        coupling: CHAIN,
        pinning: QUARTIC,
        masses: new Float64Array(64).fill(1),
        baths: true,
      }),
  ],
  ['spins', () => new SpinKernel({ lattice: torus(1, 64), scheme: spinSchemes['even-odd-4'], lanes })],
  ['spins.exchange', () => new SpinKernel({ lattice: torus(1, 64), scheme: spinSchemes.ABA864, lanes })],
  ['rotors', () => new RotorKernel({ lattice: torus(3, 10), scheme, lanes })],
];

/** How long the machine's compiler takes for a kernel that is in no cache: the fastest of a few. */
export function compileMeasurements(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'falloff-compile-'));
  try {
    return programs.map(([name, kernel]) => {
      const { program } = kernel();
      let seconds = Infinity;
      let label = '';
      for (let round = 0; round < ROUNDS; round++) {
        const compiler = machineCompiler({
          ...process.env,
          XDG_CACHE_HOME: join(folder, `${name}-${String(round)}`),
        });
        ({ label } = compiler);
        const text = cText(program, compiler.width);
        const start = performance.now();
        compiler.library(text);
        seconds = Math.min(seconds, (performance.now() - start) / 1000);
      }
      return { name: `kernel.compile.${name}`, value: seconds, unit: 's', note: `once; ${label}` };
    });
  } catch (error) {
    if (!(error instanceof NoNativeKernels)) throw error;
    return [{ name: 'kernel.compile', value: null, unit: 's', note: error.message }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
