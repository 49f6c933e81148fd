import { expect, test } from 'vitest';
import { unitFrames } from '../simulate/frames.js';
import { outcome } from './outcome.js';
import { studyFrom } from '../plan/file/schema.js';
import { units } from '../plan/units.js';
import type { Study } from '../study/study.js';

/** The names of the first point's units. */
const firstPoint = (study: Study): Set<string> =>
  new Set(units(study).flatMap(({ id, point }) => (point === 0 ? [id] : [])));

const rest = 'epsilon: [0.2, 0.1]\nreplicas: 2\ntime: 20\nstep: 0.2\nsampler: {trajectories: 8}\n';

test.each([
  ['in equilibrium', 'temperature: 1\n'],
  ['between baths', 'baths: {left: 2, right: 1, friction: 1}\n'],
])('%s: what no unit has measured yet is null, an energy error too', (_, where) => {
  const study = studyFrom(`model: {size: 4, coupling: r^4/4}\n${where}${rest}`, 'x.yaml');
  const first = firstPoint(study);
  const frames = [...unitFrames(study)].filter(([id]) => first.has(id));
  const [done, open] = outcome(study, new Map(frames));
  expect(done?.kappa).not.toBeNull();
  expect(done?.energyError).toBe(Math.max(...frames.map(([, { head }]) => head['energyError'] as number)));
  expect(open).toMatchObject({ kappa: null, textbook: null, energyError: null, slope: null, curve: [] });
});

test.each([
  ['in equilibrium', 'temperature: 1\n'],
  ['between baths', 'baths: {left: 2, right: 1, friction: 1}\n'],
])(
  '%s: a point that units failed at is open, whatever the others say; the other points are not',
  (_, where) => {
    const more = 'epsilon: [0.2, 0.1]\nreplicas: 16\ntime: 200\nstep: 0.2\nsampler: {trajectories: 8}\n';
    const study = studyFrom(`model: {size: 4, coupling: r^4/4}\n${where}${more}`, 'x.yaml');
    const frames = unitFrames(study);
    const whole = outcome(study, frames);
    const [lost = ''] = firstPoint(study);
    frames.delete(lost);
    const [open, other] = outcome(study, frames, { failed: new Set([lost]) });
    expect(open?.kappa).toMatchObject({ kind: 'open', open: 'units failed' });
    expect(open?.kappa?.warnings[0]).toMatch(/^replicas failed and the remaining ones are the cold ones/u);
    expect(open?.realisations).toMatchObject([{ kind: 'open', open: 'units failed' }]);
    expect(open?.advice).toEqual(['replicas failed: choose a shorter step and run again']);
    expect(other).toEqual({ ...whole[1], slope: null });
  },
);
