import { describe, expect, it } from 'vitest';
import { fitVerdict, logCubedFit, powerFit, type FitPoint } from './fits.js';

const epsilons = [0.4, 0.2, 0.1, 0.05, 0.025];

function points(law: (epsilon: number) => number, relative: number): FitPoint[] {
  return epsilons.map((epsilon) => ({ epsilon, kappa: law(epsilon), error: relative * law(epsilon) }));
}

const power = (epsilon: number): number => 0.3 * epsilon ** 4.2;
const logCubed = (epsilon: number): number => Math.exp(-0.2 * Math.abs(Math.log(0.5 * epsilon)) ** 3);

describe('powerFit', () => {
  it('finds A and m of an exact power to 1e-10', () => {
    const fit = powerFit(points(power, 0.05));
    expect(Math.abs(fit.parameters[0] / 0.3 - 1)).toBeLessThan(1e-10);
    expect(Math.abs(fit.parameters[1] - 4.2)).toBeLessThan(1e-10);
    expect(fit.chiSquare).toBeLessThan(1e-16);
    expect(fit.value(0.1)).toBeCloseTo(power(0.1), 14);
  });

  it('takes relative errors below 2 % for 2 %', () => {
    const off = points(power, 1e-9).map((point, i) =>
      i === 2 ? { ...point, kappa: point.kappa * 1.02 } : point,
    );
    const same = off.map((point) => ({ ...point, error: 0.02 * point.kappa }));
    expect(powerFit(off).chiSquare).toBeCloseTo(powerFit(same).chiSquare, 12);
  });

  it('refuses a single point', () => {
    expect(() => powerFit(points(power, 0.1).slice(0, 1))).toThrow('invalid points; not at least two: 1');
  });
});

describe('logCubedFit', () => {
  it('finds B and C of an exact law to 1e-6', () => {
    const fit = logCubedFit(points(logCubed, 0.05));
    expect(Math.abs(fit.parameters[0] / 0.2 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.parameters[1] / 0.5 - 1)).toBeLessThan(1e-6);
    expect(fit.chiSquare).toBeLessThan(1e-10);
  });

  it('refuses κ ≥ 1, which no such law has', () => {
    expect(() => logCubedFit(points(() => 1, 0.1))).toThrow('invalid kappa; not below 1: 1');
  });
});

describe('fitVerdict', () => {
  const verdict = (data: FitPoint[]) => fitVerdict(powerFit(data), logCubedFit(data));

  it('prefers the law that the points were made of where errors are small, and does not where they are large', () => {
    expect(verdict(points(power, 0.03))).toBe('power');
    expect(verdict(points(logCubed, 0.03))).toBe('log-cubed');
    expect(verdict(points(power, 3))).toBe('undecided');
    expect(verdict(points(logCubed, 3))).toBe('undecided');
  });

  it('prefers neither where both are bad, and cannot tell from two points', () => {
    const zigzag = points(power, 0.02).map((point, i) => ({
      ...point,
      kappa: point.kappa * (i % 2 ? 0.5 : 1),
    }));
    expect(verdict(zigzag)).toBe('neither');
    expect(verdict(points(power, 0.03).slice(0, 2))).toBe('undecided');
  });
});
