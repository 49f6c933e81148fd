import { chainMeasurements } from './chains.js';
import { dressingMeasurements } from './dressing.js';
import { estimateMeasurements } from './estimates.js';
import { hierarchyMeasurements } from './hierarchy.js';
import { steadyHonestyMeasurements } from './honesty-steady.js';
import { kernelMeasurements } from './kernels.js';
import { modeMeasurements } from './modes.js';
import type { Measurement } from './measurement.js';
import { resonanceMeasurements } from './resonances.js';
import { spinMeasurements } from './spins.js';
import { studyMeasurements } from './studies.js';
import { weightMeasurements } from './weights.js';
import { yardstick } from './yardstick.js';

const json = process.argv.includes('--json');

function told({ name, value, unit, note }: Measurement): string {
  if (json) return JSON.stringify({ name, value, unit, note });
  const number = value === null ? '–' : value >= 1e5 ? value.toExponential(2) : value.toPrecision(3);
  return `${name.padEnd(26)} ${number.padStart(10)} ${unit.padEnd(13)} ${note}`;
}

const groups: readonly (() => readonly Measurement[] | Promise<readonly Measurement[]>)[] = [
  kernelMeasurements,
  chainMeasurements,
  modeMeasurements,
  spinMeasurements,
  yardstick,
  studyMeasurements,
  hierarchyMeasurements,
  resonanceMeasurements,
  weightMeasurements,
  estimateMeasurements,
  dressingMeasurements,
  steadyHonestyMeasurements,
];
for (const group of groups) {
  for (const measurement of await group()) process.stdout.write(`${told(measurement)}\n`);
}
