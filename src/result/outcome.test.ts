import { expect, test } from 'vitest';
import { unitFrames } from '../simulate/frames.js';
import { outcome } from './outcome.js';
import { studyFrom } from '../plan/schema.js';

const rest = 'epsilon: [0.2, 0.1]\nreplicas: 2\ntime: 20\nstep: 0.2\nsampler: {trajectories: 8}\n';

test.each([
  ['in equilibrium', 'temperature: 1\n'],
  ['between baths', 'baths: {left: 2, right: 1, friction: 1}\n'],
])('%s: what no unit has measured yet is null, an energy error too', (_, where) => {
  const study = studyFrom(`model: {size: 4, coupling: r^4/4}\n${where}${rest}`, 'x.yaml');
  const frames = [...unitFrames(study)].filter(([, { head }]) => head['point'] === 0);
  const [done, open] = outcome(study, new Map(frames));
  expect(done?.kappa).not.toBeNull();
  expect(done?.energyError).toBe(Math.max(...frames.map(([, { head }]) => head['energyError'] as number)));
  expect(open).toMatchObject({ kappa: null, textbook: null, energyError: null, slope: null, curve: [] });
});
