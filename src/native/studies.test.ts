import { expect, test } from 'vitest';
import { studyFrom } from '../plan/file/schema.js';
import { units } from '../plan/units.js';
import { unitRun } from '../simulate/unit.js';
import { both, compiler } from './testing/printed.js';

const rest = (time: number): string =>
  `time: ${String(time)}\nreplicas: 4\nsampler: {trajectories: 12}\nseed: 3\n`;
const kinds: readonly (readonly [string, string])[] = [
  [
    'oscillators, d = 1, flips, dressed to order 3',
    'model: {size: 8, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.2\nnoise: epsilon^2\ndressing: 3\n',
  ],
  [
    'oscillators, d = 2',
    'model: {dimension: 2, size: 4, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.2\ndressing: 1\n',
  ],
  ['oscillators, d = 3', 'model: {dimension: 3, size: 3, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.2\n'],
  [
    'oscillators between baths',
    'model: {size: 6, coupling: r^2/2 + r^4/4}\nbaths: {left: 2, right: 1, friction: 1}\nepsilon: 0.3\n',
  ],
  [
    'oscillators of no polynomials, flips',
    'model: {size: 8, coupling: 1 - cos(r), pinning: q^6/6 + 0.1*cos(3*q)}\ntemperature: 1\nepsilon: 0.2\nnoise: epsilon^2\n',
  ],
  [
    'oscillators of no polynomials, d = 2',
    'model: {dimension: 2, size: 4, coupling: sqrt(1 + r^2)}\ntemperature: 1\nepsilon: 0.2\n',
  ],
  [
    'oscillators of no polynomials between baths',
    'model: {size: 6, coupling: log(1 + r^2), pinning: q*tanh(q)}\nbaths: {left: 2, right: 1, friction: 1}\nepsilon: 0.3\n',
  ],
  ['chain', 'model: {kind: chain, size: 8}\ntemperature: 1\nepsilon: 0.2\ndressing: 1\n'],
  [
    'chain with masses',
    'model: {kind: chain, size: 8, masses: {law: uniform, from: 1, to: 2}}\ntemperature: 1\nepsilon: 0.2\n',
  ],
  ['spins', 'model: {kind: spins, size: 8}\ntemperature: 1\nepsilon: 0.2\ndressing: 1\n'],
  ['spins, exchange', 'model: {kind: spins, size: 8}\ntemperature: infinite\nepsilon: 0.2\nscheme: ABA864\n'],
  ['quartic', 'model: {kind: quartic, size: 8}\ntemperature: 1\nepsilon: 0.2\n'],
  ['rotors', 'model: {kind: rotors, dimension: 2, size: 3}\ntemperature: 1\nepsilon: 0.2\n'],
];

test.skipIf(compiler === null).each(kinds)(
  '%s: sampling, dynamics, dressing, windows and series of a unit end with the same bits',
  (_, text) => {
    const { wasm, native } = both(compiler?.width ?? 4, () => {
      const study = studyFrom(`${text}${rest(100)}record: transfers\n`, 'x.yaml');
      const [unit] = units(study);
      if (unit === undefined) throw new Error('no unit');
      const run = unitRun(study, unit);
      run.advance(Infinity);
      return [run.result(), run.takeSeries?.()];
    });
    expect(native).toEqual(wasm);
  },
  60_000,
);
