import { expect, test } from 'vitest';
import { torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { modeCoordinates, modeFunction, type ModeTerm } from '../mode-function.js';
import { modes } from '../modes.js';
import { valueAndDerivative } from '../testing/mode-flow.js';
import { harmonicCorrector } from '../hierarchy/corrector.js';
import { Kernel } from '../../../kernel/splitting/kernel.js';
import { modeDressing, type ModeDressing } from './dressing.js';
import { schemes } from '../../../kernel/scheme.js';

const sites = 9;
const lattice = torus(1, sites);
const draws = new RandomSequence({ seed: 33, stream: 'synthetic' });
const positive = (): Float64Array => Float64Array.from({ length: sites }, () => 1 + draws.drawUniform());
const frequencies = positive();
const masses = positive();

/** A kernel whose replicas stand at random points, the points with momenta, and the function's values, [bond][lane]. */
function evaluated(dressing: ModeDressing, lanes: 2 | 4, own: Float64Array | undefined) {
  const f = modeDressing(dressing);
  const extra = f.length(lanes) + sites * lanes + 8;
  const kernel = new Kernel({
    lattice,
    coupling: [0, 0, 0.5],
    pinning: [],
    scheme: schemes.SABA1,
    lanes,
    extra,
    ...(own ? { masses: own } : {}),
  });
  kernel.positions.forEach((_, i) => (kernel.positions[i] = draws.drawGaussians()[0]));
  kernel.momenta.forEach((_, i) => (kernel.momenta[i] = draws.drawGaussians()[0]));
  const to = kernel.at.extra;
  const compiled = f.compiled(kernel, to + 16 * Math.ceil((sites * lanes) / 2));
  // Twice: nothing may be left over from an earlier evaluation.
  compiled.evaluate(to);
  compiled.evaluate(to);
  const points = Array.from({ length: lanes }, (_, lane) => ({
    q: kernel.lane(kernel.positions, lane),
    p: kernel.lane(kernel.momenta, lane).map((v, x) => v * (own?.[x] ?? 1)),
  }));
  return { points, values: kernel.numbers(to, sites * lanes).slice() };
}

test.each([
  { name: 'two lanes', lanes: 2, own: undefined },
  { name: 'four lanes and masses', lanes: 4, own: masses },
] as const)(
  'polynomials in mode coordinates as their naive twin says, to 10⁻¹³ of their terms: $name',
  ({ lanes, own }) => {
    const ring = modes({ lattice, frequencies, masses: own ?? new Float64Array(sites).fill(1) });
    const factor = (): number => Math.floor(draws.drawUniform() * 2 * sites);
    const terms = Array.from({ length: sites }, (_, b) =>
      Array.from({ length: 7 * (b % 4) }, (): ModeTerm => ({
        factors: [factor(), factor(), factor(), factor()],
        coefficient: draws.drawGaussians()[0],
      })),
    );
    const f = modeFunction(4, terms);
    const { points, values } = evaluated({ modes: ring, function: f, scale: 0.7 }, lanes, own);
    points.forEach((point, lane) => {
      const z = modeCoordinates(ring, point);
      const scale = 30 * Math.max(...z.re.map(Math.abs), ...z.im.map(Math.abs)) ** 4;
      valueAndDerivative(f, z, z).values.forEach((value, b) => {
        expect(Math.abs((values[b * lanes + lane] as number) - 0.7 * value)).toBeLessThan(1e-13 * scale);
      });
    });
  },
);

test.each([
  { name: 'two lanes', lanes: 2, own: undefined },
  { name: 'four lanes and masses', lanes: 4, own: masses },
] as const)('the corrector of every bond from that of the last one, to 10⁻¹²: $name', ({ lanes, own }) => {
  const ring = modes({ lattice, frequencies, masses: own ?? new Float64Array(sites).fill(1) });
  const dressing = {
    modes: ring,
    function: harmonicCorrector(ring, [sites - 1], 'homes'),
    scale: 1.5,
    running: { frequencies },
  };
  const { points, values } = evaluated(dressing, lanes, own);
  const every = harmonicCorrector(
    ring,
    Array.from({ length: sites }, (_, b) => b),
    'homes',
  );
  points.forEach((point, lane) => {
    const z = modeCoordinates(ring, point);
    valueAndDerivative(every, z, z).values.forEach((value, b) => {
      expect(values[b * lanes + lane]).toBeCloseTo(1.5 * value, 12);
    });
  });
});
