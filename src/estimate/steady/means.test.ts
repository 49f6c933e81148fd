import { expect, test } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import { meanOverRealisations } from './means.js';

// 5 standard deviations of a binomial law, √(0.0455·0.9545·20 000) = 29.5 (6e-7), and 0.1 % for the factor's own error
// and Welch's.
test.each([[[5]], [[8]], [[16]], [[32]], [[2]], [[5, 5]], [[5, 8, 16]]])(
  'two errors of Gaussian replicas, %j of each realisation, cover 95.45 ± 0.84 % (false alarm below 1e-6)',
  (replicas) => {
    const sequence = new RandomSequence({ seed: 12, stream: 'synthetic', member: replicas.length });
    const trials = 20_000;
    let beyond = 0;
    for (let n = 0; n < trials; n++) {
      const samples = replicas.map((count) =>
        Float64Array.from({ length: count }, () => sequence.drawGaussians()[0]),
      );
      const { value, error } = meanOverRealisations(samples);
      if (Math.abs(value) > 2 * error) beyond += 1;
    }
    expect(Math.abs(beyond / trials - 0.0455)).toBeLessThan((5 * 29.5 + 20) / trials);
  },
);

test('realisations without scatter have no error; a number that stands alone has its size', () => {
  expect(meanOverRealisations([Float64Array.of(2, 2), Float64Array.of(4, 4)])).toEqual({
    value: 3,
    error: 0,
  });
  expect(meanOverRealisations([Float64Array.of(-2)])).toEqual({ value: -2, error: 2 });
});
