import { Command } from 'commander';
import { kernelsReady } from '../kernel/assembler.js';
import { Invalid } from '../data/invalid.js';
import { measurements, type Benchmark } from './benchmark.js';
import { chainMeasurements } from './chains.js';
import { compileMeasurements } from './compile.js';
import { dressingBenchmarks } from './dressing.js';
import { estimateMeasurements } from './estimates.js';
import { honestyBenchmarks } from './honesty.js';
import { steadyHonestyMeasurements } from './honesty-steady.js';
import { hierarchyBenchmarks } from './hierarchy.js';
import { kernelBenchmarks } from './kernels.js';
import { modeMeasurements } from './modes.js';
import type { Measurement } from './measurement.js';
import { resonanceBenchmarks } from './resonances.js';
import { rotorMeasurements } from './rotors.js';
import { spinHierarchyMeasurements, spinKernelMeasurements } from './spins.js';
import { studyBenchmarks } from './studies.js';
import { weightMeasurements } from './weights.js';
import { yardstick } from './yardstick.js';

await kernelsReady();

const benchmarks: readonly Benchmark[] = [
  ...kernelBenchmarks(),
  { names: ['kernel.chain', 'kernel.quartic'], measure: chainMeasurements },
  { names: ['kernel.rotors'], measure: rotorMeasurements },
  { names: ['kernel.compile'], measure: compileMeasurements },
  { names: ['chain.modes', 'chain.evaluation'], measure: modeMeasurements },
  { names: ['kernel.spins'], measure: spinKernelMeasurements },
  { names: ['hierarchy.spins'], measure: spinHierarchyMeasurements },
  { names: ['kernel.vs-c', 'ring.c'], measure: yardstick },
  ...studyBenchmarks,
  ...hierarchyBenchmarks,
  ...resonanceBenchmarks,
  { names: ['weights.windows'], measure: weightMeasurements },
  { names: ['estimate'], measure: estimateMeasurements },
  ...dressingBenchmarks,
  ...honestyBenchmarks,
  { names: ['honesty.steady'], measure: steadyHonestyMeasurements },
];

interface Flags {
  readonly json?: true;
  readonly only?: readonly string[];
}

const flags = new Command('npm run bench --')
  .description('speed, memory and honesty of falloff on this machine')
  .option('--json', 'one JSON object per line')
  .option('--only <NAME...>', 'only the measurements whose names begin with NAME')
  .parse()
  .opts<Flags>();

function told({ name, value, unit, note }: Measurement): string {
  if (flags.json) return JSON.stringify({ name, value, unit, note });
  const number = value === null ? '–' : value >= 1e5 ? value.toExponential(2) : value.toPrecision(3);
  return `${name.padEnd(26)} ${number.padStart(10)} ${unit.padEnd(13)} ${note}`;
}

try {
  for await (const measurement of measurements(benchmarks, flags.only ?? []))
    process.stdout.write(`${told(measurement)}\n`);
} catch (error) {
  if (!(error instanceof Invalid)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
