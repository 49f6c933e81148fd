import { expect, test } from 'vitest';
import type { Frame } from '../../data/frame.js';
import { calculationRun } from '../calculations.js';
import type { CalculationName } from '../calculation-run.js';
import { dressingLeft, crossFitted, ratio } from './dressing.js';
import { quarticFinding } from './finding.js';
import { lagsOf, mapWindow, motion, resonantBonds } from './map-calculation.js';
import { episodes, resonanceMotion } from './motion.js';
import { pointOf } from '../testing/point.js';

function done(
  name: CalculationName,
  settings: { readonly [key: string]: number | readonly number[] },
): Frame {
  const run = calculationRun(name, settings);
  run.advance(Infinity);
  expect(run.done).toBe(run.work);
  return run.result();
}

test('bonds are resonant by the pendulum’s width: equal energies are, a ninth of the amplitude apart is not, 3 : 1 in frequency is', () => {
  // ω ∝ e^{1/4}: amplitudes 1, 1, 10/9, 10/27 have energies 𝒜⁴/4.
  const energies = Float64Array.from([1, 1, 10 / 9, 10 / 27], (amplitude) => amplitude ** 4 / 4);
  expect(Array.from(resonantBonds(energies, 1e-4))).toEqual([1, 0, 2, 0]);
  expect(Array.from(resonantBonds(energies.reverse(), 1e-4))).toEqual([3, 0, 1, 0]);
  expect(resonantBonds(energies, 1).every((kind) => kind > 0)).toBe(true);
});

test('a resonance that moves one bond at each window: nothing survives, the nearest is as far as it went, up to half the ring', () => {
  const [windows, size] = [16, 10];
  const map = new Uint8Array(windows * size);
  for (let t = 0; t < windows; t++) map[t * size + (t % size)] = 1;
  const { counts, survivors, distances, resonant, onsets } = motion(map, size);
  expect(lagsOf(windows)).toEqual([1, 2, 4]);
  expect(counts).toEqual([15, 14, 12]);
  expect(survivors).toEqual([0, 0, 0]);
  expect(distances).toEqual([15, 28, 48]);
  expect([resonant, onsets]).toEqual([16, 15]);
});

test('a resonance that stays survives with certainty, and is one episode', () => {
  const map = Uint8Array.from({ length: 40 }, (_, i) => (i % 5 === 2 ? 1 : 0));
  const { counts, survivors } = motion(map, 5);
  expect(survivors).toEqual(counts);
  expect(episodes(map, 5, 10)).toEqual([{ bond: 2, from: 0, to: 80, equal: true }]);
  map[7] = 2;
  expect(episodes(map, 5, 10)).toEqual([
    { bond: 2, from: 0, to: 10, equal: true },
    { bond: 2, from: 10, to: 20, equal: false },
    { bond: 2, from: 20, to: 80, equal: true },
  ]);
});

test('the ratio of sums and its jackknife: exact where all ratios are equal, and else near the linear error', () => {
  const same = ratio([2, 4, 6], [1, 2, 3]);
  expect(same.mean).toBe(2);
  expect(same.error).toBeLessThan(1e-15);
  const b = Array.from({ length: 100 }, () => 1);
  const a = b.map((_, i) => 1 + 0.01 * ((i % 10) - 4.5));
  const scatter = Math.sqrt(a.reduce((sum, x) => sum + (x - 1) ** 2, 0) / 99 / 100);
  expect(Math.abs(ratio(a, b).error / scatter - 1)).toBeLessThan(1e-9);
});

const mapFrame = done('quarticMap', { epsilon: 0.03, size: 8, firstReplica: 0, windows: 16 });
const dressingFrame = done('quarticDressing', {
  epsilon: 0.003,
  size: 8,
  firstReplica: 0,
  widths: [0.5, 1, 2],
  levels: 2,
  windows: 16,
});

test('a map along a trajectory: its sums are those of the map, its energy errors below 1e-4', () => {
  const { map, resonant } = mapFrame.columns as { map: Uint8Array; resonant: Float64Array };
  expect(resonant[0]).toBe(motion(map, 8).resonant);
  const found = resonanceMotion(0.03, [mapFrame], 8, 16);
  expect(found.density.value).toBeGreaterThan(0);
  expect(found.density.value).toBeLessThan(1);
  expect(found.time).toBeCloseTo(16 * mapWindow(0.03), 9);
  expect(found.energyError).toBeLessThan(1e-4);
});

test('a fitted coefficient cancels what it can, leaves what is not correlated, and is fitted to the other half', () => {
  // y = x/2 everywhere: x + 2(y − x) = 0.
  expect(crossFitted([4, 8], [1, 2], [2, 4])).toBeCloseTo(0, 15);
  // y − x is orthogonal to x.
  expect(crossFitted([1, 1], [2, 2], [1, 1])).toBe(1);
  // In the even half y = x/2, so c = 2 there; in the odd half y = 2x, so c = −1: each harms the other, (1 + 2)² and (1 + 1/2)².
  expect(crossFitted([1, 1], [0.25, 4], [0.5, 2])).toBeCloseTo((9 + 2.25) / 2, 12);
});

test('at ε = 0.003 the dressing leaves less than three quarters of the variance of short windows', () => {
  const { left } = dressingLeft(0.003, [dressingFrame], 2, [0.5, 1, 2]);
  expect(left.map(({ width }) => width)).toEqual([0.5, 1, 2, 0.5, 1, 2]);
  const [, own] = left as [unknown, { mean: number; fitted: number }];
  expect(own.mean).toBeLessThan(0.75);
  expect(own.fitted).toBeLessThan(0.75);
});

test('the finding: κ/T^{1/4} against ε/√T, values over their twins, and the verdict on the dressing from the longest windows', () => {
  const value = (epsilon: number, temperature: number, standard: number) => ({
    ...pointOf(epsilon, { kind: 'value' as const, standard, error: 0.01 * standard }),
    temperature,
  });
  const bound = pointOf(0.125, { kind: 'upper bound', standard: 0.001, error: 0 });
  const finding = quarticFinding(
    { atOne: [value(1, 1, 8), value(0.5, 1, 1), value(0.25, 1, 0.125), bound], warmer: [value(1, 16, 0.5)] },
    [resonanceMotion(0.03, [mapFrame], 8, 16)],
    [dressingLeft(0.003, [dressingFrame], 2, [0.5, 1, 2])],
  );
  const text = finding.shown.join('\n');
  expect(text).toContain('one power, ε^3.00, has χ² = 0.0 for 1 degrees of freedom');
  expect(text).toContain('from ε = 0.25 on the slope is at least 6.9 on average');
  // κ(1, 16)/2 = 0.25 against κ(0.25, 1) = 0.125.
  expect(text).toContain('2.00 ± 0.03 at ε/√T = 0.25');
  expect(text).toMatch(/no channel of the estimator|worth being a channel/);
  expect(finding.table.rows.every((row) => row.length === finding.table.columns.length)).toBe(true);
  const [conductivity] = finding.panels;
  expect(conductivity?.series.map(({ points }) => points.length)).toEqual([4, 1, 2]);
});
