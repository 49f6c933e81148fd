import { expect, test } from 'vitest';
import type { Frame } from '../../data/frame.js';
import { calculationRun } from '../calculations.js';
import { spreadingExponent, typical } from './finding.js';
import { recordedSteps, type PacketSettings } from './calculation.js';

const settings: PacketSettings = {
  epsilon: 1,
  size: 32,
  realisation: 0,
  from: 1,
  to: 2.5,
  energy: 1,
  step: 0.25,
  records: 4,
};

function finished(given: PacketSettings, amounts: number, through?: (state: Frame) => Frame): Frame {
  let run = calculationRun('packet', { ...given });
  for (;;) {
    run.advance(amounts);
    if (run.finished) break;
    if (through !== undefined) run = calculationRun('packet', { ...given }, through(run.state()));
  }
  expect(run.done).toBe(run.work);
  return run.result();
}

test('packets taken up from every milestone have the bits of those that ran through, and conserve their energy to 1e-4', () => {
  const through = finished(settings, 1e12);
  expect(finished(settings, 1, (state) => structuredClone(state))).toEqual(through);
  expect(Math.max(...(through.columns['errors'] as Float64Array))).toBeLessThan(1e-4);
});

test('shares of the energy add up to 1 at every time, m₂ and P are those of the profile at small times', () => {
  const { columns } = finished({ ...settings, records: 1 }, 1e12);
  const [profile, moments, participations] = ['profiles', 'secondMoments', 'participations'].map(
    (name) => columns[name] as Float64Array,
  ) as [Float64Array, Float64Array, Float64Array];
  expect(Math.abs(profile.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-14);
  const fromProfile = profile.reduce((sum, share, d) => sum + d * d * share, 0);
  expect(Math.abs(moments.reduce((a, b) => a + b, 0) / 4 / fromProfile - 1)).toBeLessThan(1e-12);
  for (const P of participations) expect(P > 1 && P < 32).toBe(true);
});

test('without anharmonic forces a packet keeps its scale-free shape: no number but the errors depends on E, to 1e-12', () => {
  const small = finished({ ...settings, epsilon: 0, records: 2 }, 1e12);
  const large = finished({ ...settings, epsilon: 0, records: 2, energy: 4 }, 1e12);
  // Momenta twice as large: every number is doubled exactly, every ratio the same.
  expect(large.columns['secondMoments']).toEqual(small.columns['secondMoments']);
  expect(large.columns['profiles']).toEqual(small.columns['profiles']);
});

test('with them only εE matters: κ(β, ε) = κ(β/r, ε/r) in its form for packets, bit for bit for r = 4', () => {
  const one = finished(settings, 1e12);
  const other = finished({ ...settings, epsilon: 1 / 4, energy: 4 }, 1e12);
  expect(other.columns['secondMoments']).toEqual(one.columns['secondMoments']);
  expect(other.columns['participations']).toEqual(one.columns['participations']);
});

test('a power law has its exponent, and realisations that differ by a factor no scatter in it', () => {
  const times = recordedSteps(9);
  const law = (factor: number): Float64Array =>
    Float64Array.from({ length: 18 }, (_, i) => factor * Math.cbrt(times[Math.floor(i / 2)] as number));
  const columns = [law(1), law(3), law(10)];
  const found = spreadingExponent(columns, times, 2, 8);
  expect(Math.abs(found.value - 1 / 3)).toBeLessThan(1e-12);
  expect(found.error).toBeLessThan(1e-12);
  const cube = typical(columns, 0, 9);
  expect(Math.abs(cube.value / (Math.cbrt(30) * Math.cbrt(times[0] as number)) - 1)).toBeLessThan(1e-12);
});
