import { expect, test } from 'vitest';
import type { Frame } from '../data/frame.js';
import type { SeriesPiece } from '../data/unit-run.js';
import { studyFrom } from '../plan/file/schema.js';
import { units } from '../plan/units.js';
import { unitRun } from '../simulate/unit.js';
import { DamagedFrame } from '../store/frame.js';
import { recordedCurrents } from './recorded-currents.js';

const text = (more: string): string =>
  `model: {dimension: 2, size: 3, coupling: r^4/4}\ntemperature: 1.5\nepsilon: [0.3, 0.2]\ntime: 200\nstep: 0.1\nsampling: 4\n` +
  `replicas: 6\nsampler: {trajectories: 6}\n${more}\n`;

function recorded(more: string, change: (text: string) => string = (same) => same) {
  const study = studyFrom(change(text(more)), 'x.yaml');
  const frames = new Map<string, Frame>();
  const pieces = new Map<string, readonly SeriesPiece[]>();
  for (const unit of units(study)) {
    const run = unitRun(study, unit);
    run.advance(Infinity);
    frames.set(unit.id, run.result());
    pieces.set(unit.id, run.takeSeries?.() ?? []);
  }
  const lost: string[] = [];
  const found = recordedCurrents(study, frames, {
    pieces: (unit) => {
      const own = pieces.get(unit);
      if (own === undefined) throw new DamagedFrame('invalid frame; of a test');
      return own;
    },
    lost: (said) => lost.push(said),
  });
  return { study, frames, pieces, found, lost };
}

test.each(['direction: all', 'direction: 2'])(
  'transfers give the spectrum and the integral that the current gives, to 1e-10: %s',
  (direction) => {
    const [one, other] = ['current', 'transfers'].map(
      (record) => recorded(`record: ${record}\nevery: 2\n${direction}`).found,
    );
    expect(one).toHaveLength(2);
    one?.forEach((point, i) => {
      expect(point?.replicas).toBe(6);
      for (const name of ['spectrum', 'running'] as const) {
        expect(point?.[name].length).toBeGreaterThan(15);
        point?.[name].forEach(({ at, value }, k) => {
          const twin = other?.[i]?.[name][k];
          expect(twin?.at).toBe(at);
          expect(Math.abs((twin?.value as number) - value)).toBeLessThan(1e-10);
        });
      }
    });
  },
);

test('the first number of the integral is half of prefactor·⟨J²⟩Δ twice: that of the block sums of one interval, to 1e-12', () => {
  const { found, frames } = recorded('record: current');
  // Σ over 500 windows of (JΔ)², for six replicas of two units.
  const sums = [...frames].flatMap(([id, { columns }]) =>
    id.startsWith('e0.3')
      ? [...(columns['blockSums'] as Float64Array).subarray(0, id.endsWith('x2') ? 2 : 4)]
      : [],
  );
  const mean = sums.reduce((a, b) => a + b) / (6 * 500);
  const kappa = mean / (2 * 1.5 ** 2 * 2 * 9 * 0.4);
  expect((found[0]?.running[0]?.value as number) / kappa).toBeCloseTo(1, 12);
});

test('a unit whose series is damaged is left out and told; without a record, and between baths, there is none', () => {
  const all = recorded('record: current');
  all.pieces.delete('e0.3-t1.5-r000-b0000');
  const lost: string[] = [];
  const [first, second] = recordedCurrents(all.study, all.frames, {
    pieces: (unit) => {
      const own = all.pieces.get(unit);
      if (own === undefined) throw new DamagedFrame('invalid frame; of a test');
      return own;
    },
    lost: (said) => lost.push(said),
  });
  expect([first?.replicas, second?.replicas]).toEqual([2, 6]);
  expect(lost).toEqual([
    'unit e0.3-t1.5-r000-b0000: invalid frame; of a test; the figures of the current are without it',
  ]);
  expect(recorded('').found).toEqual([null, null]);
  const bathed = recorded('record: current', (same) =>
    same
      .replace('dimension: 2, size: 3, coupling: r^4/4', 'size: 4, coupling: r^2/2')
      .replace('temperature: 1.5', 'baths: {left: 2, right: 1}'),
  );
  expect(bathed.found).toEqual([null, null]);
});
