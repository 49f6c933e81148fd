import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { exactResonances, remark1Finding } from './study.js';

describe('exactResonances of two-valued frequencies on a ring', () => {
  const settings = { dimension: 1, size: 40, probability: 0.5, realisation: 0 };

  it('at order 1 are the bonds between equal frequencies', () => {
    const values = [1, 1.618033988749895] as const;
    const omega = frequencies({ law: 'two-valued', values, probability: 0.5 }, torus(1, 40), 1, 0);
    const equal = omega.filter((value, x) => value === omega[(x + 1) % 40]).length;
    const found = exactResonances({ ...settings, order: 1 });
    expect(found.resonant).toBe(equal / 40);
    expect(found.stuck).toBe(0);
  });

  it('at order 2 are all bonds, in a cluster around the ring: of three oscillators two are equal', () => {
    const found = exactResonances({ ...settings, order: 2 });
    expect([found.resonant, found.stuck]).toEqual([1, 1]);
    expect(remark1Finding([found]).shown[0]).toContain('is left without a bond, and fails');
  });

  it('are none for the uniform law', () => {
    const found = exactResonances({ ...settings, probability: null, order: 2 });
    expect([found.resonant, found.stuck, found.longest]).toEqual([0, 0, 0]);
  });
});
