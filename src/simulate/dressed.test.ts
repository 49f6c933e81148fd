import { describe, expect, it, test } from 'vitest';
import type { Frame } from '../data/frame.js';
import { pointResult } from '../result/outcome.js';
import { pointPlan } from '../plan/point-plan.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Study } from '../study/study.js';
import { unitRun } from './unit.js';
import { units } from '../plan/units.js';

const text = (...more: string[]): string =>
  [
    'model: {kind: oscillators, size: 7, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}',
    'temperature: 1',
    'epsilon: 0.05',
    'replicas: 4',
    'time: 60',
    'step: 0.25',
    'sampler: {trajectories: 6}',
    ...more,
    '',
  ].join('\n');
const study = (...more: string[]): Study => studyFrom(text(...more), 'dressed.yaml');

function done(one: Study, interrupted: boolean): Frame {
  const [unit] = units(one);
  if (unit === undefined) throw new RangeError('invalid study; without units: 0');
  let doing = unitRun(one, unit);
  for (let i = 1; !doing.finished; i++) {
    doing.advance(interrupted ? (i * doing.work) / 60 : doing.work);
    if (interrupted) doing = unitRun(one, unit, structuredClone(doing.state()));
  }
  return doing.result();
}

describe('a unit', () => {
  it.each([
    ['without a dressing', ['sampling: 4']],
    ['with a dressing of order 2', ['sampling: 4', 'dressing: 2', 'cutoff: 0.05']],
    ['with a dressing and a cutoff that is chosen', ['dressing: 1']],
    ['with a dressing, flips and two lanes', ['sampling: 4', 'replicas: 2', 'dressing: 1', 'noise: 0.1']],
  ])('%s: put aside several times it ends with the same bits', (_, more) => {
    const lines = more.some((line) => line.startsWith('replicas'))
      ? text(...more).replace('replicas: 4\n', '')
      : text(...more);
    const one = studyFrom(lines, 'dressed.yaml');
    const whole = done(one, false);
    expect(Object.keys(whole.columns)).toContain('windows0');
    expect(done(one, true)).toEqual(whole);
  });
});

test('channel 0 and everything else of a dressed study are those of the same study without a dressing, bit for bit', () => {
  const [plain, dressed] = [study('sampling: 3'), study('sampling: 3', 'dressing: 2', 'cutoff: 0')].map(
    (one) => ({
      plan: pointPlan(one, 0),
      frame: done(one, false),
    }),
  );
  if (plain === undefined || dressed === undefined) throw new RangeError('invalid studies; not two: 0');
  expect(dressed.frame.columns['blockSums']).toEqual(plain.frame.columns['blockSums']);
  expect(plain.plan.scales.length).toBeGreaterThan(1);
  plain.plan.scales.forEach((_, level) => {
    const one = plain.frame.columns[`windows${String(level)}`] as Float32Array;
    const three = dressed.frame.columns[`windows${String(level)}`] as Float32Array;
    expect(three.filter((_value, i) => i % 21 < 7)).toEqual(one);
  });
});

test('a dressed point says which cutoff was chosen', () => {
  const one = study('dressing: 1');
  const [unit] = units(one);
  const point = pointResult(one, 0, new Map([[unit?.id ?? '', done(one, false)]]));
  expect(point.cutoff).not.toBeNull();
  expect(pointResult(study('sampling: 4'), 0, new Map()).cutoff).toBeNull();
});
