import type { KappaKind } from '../../estimate/kappa.js';
import { kappaKinds } from '../../estimate/wording.js';
import type { FindingTable } from '../../result/finding.js';
import type { PointResult } from '../../result/result.js';
import type { DressingLeft } from './dressing.js';
import type { ResonanceMotion } from './motion.js';
import { mapped } from './quantities.js';

/** Everything in one long table: what is measured, where, and the number. */
export function quarticTable(
  atOne: readonly PointResult[],
  warmer: readonly PointResult[],
  motions: readonly ResonanceMotion[],
  dressings: readonly DressingLeft[],
): FindingTable {
  const rows: (number | string | boolean | null)[][] = [];
  const add = (
    quantity: string,
    epsilon: number,
    place: { temperature?: number; width?: number; bond?: number; time?: number },
    value: number,
    error: number | null,
    kind: KappaKind = 'value',
  ): void => {
    const { temperature = 1, width = null, bond = null, time = null } = place;
    rows.push([quantity, epsilon, temperature, width, bond, time, value, error, kind]);
  };
  for (const { epsilon, temperature, kappa } of [...atOne, ...warmer]) {
    if (kappa === null) continue;
    const { time } = kappa;
    add('kappa', epsilon, { temperature, time }, kappa.standard, kappa.error, kappa.kind);
  }
  for (const { epsilon, density, lifetime, lags } of motions) {
    add('density', epsilon, {}, density.value, density.error);
    add('lifetime', epsilon, {}, lifetime, null);
    for (const { time, survival: share, error, displacement } of lags) {
      add('survival', epsilon, { time }, share, error);
      add('displacement', epsilon, { time }, displacement, null);
    }
  }
  for (const { epsilon, left } of dressings) {
    for (const { time, width, undressed, mean, error, fitted, typical } of left) {
      add('undressed', epsilon, { width, time }, undressed, null);
      add('dressed/undressed', epsilon, { width, time }, mean, error);
      add('dressed/undressed, coefficient fitted', epsilon, { width, time }, fitted, null);
      add('dressed/undressed, typical', epsilon, { width, time }, typical, null);
    }
  }
  const map = mapped(motions);
  for (const { bond, from, to, equal } of map?.episodes ?? []) {
    add(
      equal ? 'resonant 1:1 until' : 'resonant 1:3 until',
      map?.epsilon ?? 0,
      { bond, time: from },
      to,
      null,
    );
  }
  return {
    name: 'quartic',
    columns: [
      { name: 'quantity', meaning: 'what is measured', kind: 'text' },
      { name: 'epsilon', meaning: 'ε', kind: 'number' },
      { name: 'temperature', meaning: 'T', kind: 'number' },
      { name: 'width', meaning: 'w of the dressing, in units of √ε', kind: 'number' },
      { name: 'bond', meaning: 'number of the bond', kind: 'number' },
      {
        name: 'time',
        meaning: 'κ(t), lag, window, or the beginning of a resonance',
        kind: 'number',
      },
      { name: 'value', meaning: 'the number; κ in the standard convention', kind: 'number' },
      { name: 'error', meaning: 'its standard error', kind: 'number' },
      { name: 'kind', meaning: kappaKinds, kind: 'text' },
    ],
    rows,
  };
}
