import { expect, it } from 'vitest';
import { chainStudy, localisationCalculation } from './study.js';
import { chainFinding } from './finding.js';
import { localisationSurvey, type LocalisationSurvey } from './localisation.js';
import { pointOf } from '../testing/point.js';

const disorder = {
  size: 48,
  frequencies: { law: 'uniform', from: 1, to: 4 },
  seed: 2,
  realisation: 0,
} as const;

const survey: LocalisationSurvey = {
  modes: [
    { frequency: 1, centre: 1.5, home: 1, participation: 3, decayLength: 2 },
    { frequency: 2, centre: 0.5, home: 0, participation: 5, decayLength: null },
  ],
  lyapunov: [
    { frequency: 1, length: 4, error: 0.1 },
    { frequency: 2, length: 8, error: 0.1 },
  ],
};

it('chain: tells values with their slope, counts bounds, and compares the dressings on the same trajectories', () => {
  const points = [
    pointOf(0.1, { kind: 'value', standard: 1e-2, error: 1e-4 }),
    pointOf(0.05, { kind: 'value', standard: 2.5e-3, error: 1e-4 }),
    pointOf(0.02, { kind: 'upper bound', standard: 1e-4, error: 1e-5 }),
  ];
  const left = [1e-3, 1e-6, 1e-8].map((best) => ({ time: 27, textbook: 1e-2, best }));
  const { shown, panels, table } = chainFinding({
    surveys: [{ title: 'ω in [1, 4]', survey }],
    conductivities: [{ title: 'ω in [1, 2]', points }],
    gains: [{ epsilon: 0.003, left }],
  });
  expect(shown[0]).toContain(
    'participation numbers 4.0 on average and 5.0 at most; 1/γ is largest inside the band, 8.0 sites',
  );
  expect(shown[0]).toContain('0.50 times 1/γ');
  expect(shown[1]).toContain('to 2.50e-3 ± 1e-4 at ε = 0.05, the local slope d ln κ/d ln ε going from 2.00');
  expect(shown[1]).toContain(
    '2 of 3 couplings gave values, 1 upper bound; between a value and an upper bound the mean slope is at least 3.4, at ε = 0.02',
  );
  expect(shown[2]).toContain('a factor of 1e+1 without a dressing, 1e+4 with the exact corrector');
  expect(shown[2]).toContain('and 1e+6 with εu¹ too');
  expect(panels.map(({ series }) => series.length)).toEqual([2, 2, 1, 4]);
  expect(table.rows.map((row) => row.length)).toEqual(table.rows.map(() => table.columns.length));
});

it('chain: a survey of modes goes through a frame and back', () => {
  const pieces = localisationCalculation.pieces(disorder);
  let step = pieces.next();
  while (step.done !== true) step = pieces.next();
  const frame = step.value;
  const [weak] = chainStudy.parts('reduced').filter((part) => part.kind === 'calculation');
  expect(weak?.settings).toHaveLength(3);
  const expected = localisationSurvey(disorder);
  const { panels } = chainStudy.finding(
    {
      calculation: () => [frame, frame, frame],
      study: () => ({ study: {} as never, points: [] }),
    },
    'reduced',
  );
  const discs = panels[0]?.series[0]?.points ?? [];
  expect(discs).toEqual(
    expected.modes.flatMap(({ frequency, decayLength }) =>
      decayLength === null ? [] : [{ x: frequency * frequency, value: decayLength, error: 0, kind: 'value' }],
    ),
  );
  expect(discs.length).toBeGreaterThan(30);
});
