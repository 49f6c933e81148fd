import { expect, test } from 'vitest';
import { encoded } from '../store/frame.js';
import { studyFrom } from '../plan/file/schema.js';
import { unitFrames } from './frames.js';

const common = 'sampler: {trajectories: 6}\ntime: 40\n';
const kinds = {
  oscillators: 'model: {size: 6, coupling: r^4/4}\ndressing: 1\nnoise: 0.1*epsilon^2\n',
  'oscillators in d = 2, step given':
    'model: {dimension: 2, size: 3, coupling: r^2 + r^4, pinning: q^4}\nstep: 0.1\n',
  chain: 'model: {kind: chain, size: 6}\n',
  'chain between baths': 'model: {kind: chain, size: 6}\nbaths: {left: 2, right: 1}\n',
  spins: 'model: {kind: spins, size: 6}\ndressing: 1\n',
  quartic: 'model: {kind: quartic, size: 6}\n',
};
const small = 'epsilon: 0.2\ntemperature: 1.5\nrealisations: 1\nreplicas: 4\n';
const large = 'epsilon: [0.3, 0.2, 0.1]\ntemperature: [1, 1.5]\nrealisations: 2\nreplicas: 10\n';

test.each(Object.entries(kinds))(
  'a unit has the same bytes in a study of more ε, T, realisations and replicas: %s',
  (_, model) => {
    const grown = model.includes('baths') ? large.replace('[1, 1.5]', '1.5') : large;
    const own = unitFrames(studyFrom(model + common + small, 'small.yaml'));
    const all = unitFrames(studyFrom(model + common + grown, 'large.yaml'));
    expect([...own.keys()]).toEqual(['e0.2-t1.5-r000-b0000']);
    for (const [id, frame] of own) expect(encoded(all.get(id) as typeof frame)).toEqual(encoded(frame));
  },
);

test('T = ∞ has units of its own', () => {
  const text = `model: {kind: spins, size: 6}\n${common}epsilon: 0.2\nreplicas: 4\n`;
  const own = unitFrames(studyFrom(`${text}temperature: infinite\n`, 'small.yaml'));
  const all = unitFrames(studyFrom(`${text}temperature: [1, infinite]\n`, 'large.yaml'));
  expect([...own.keys()]).toEqual(['e0.2-tinfinite-r000-b0000']);
  for (const [id, frame] of own) expect(encoded(all.get(id) as typeof frame)).toEqual(encoded(frame));
});

test('replicas that do not fill the lanes are a unit of their own, and have the digits that they have in a full one', () => {
  const text = `${kinds.oscillators}${common}epsilon: 0.2\ntemperature: 1\nreplicas: `;
  const [part] = [...unitFrames(studyFrom(`${text}6\n`, 'six.yaml'))].slice(-1);
  const [full] = [...unitFrames(studyFrom(`${text}8\n`, 'eight.yaml'))].slice(-1);
  expect([part?.[0], full?.[0]]).toEqual(['e0.2-t1-r000-b0001x2', 'e0.2-t1-r000-b0001']);
  const sums = [part, full].map((entry) => entry?.[1].columns['blockSums'] as Float64Array);
  expect(sums[0]).toEqual((sums[1] as Float64Array).filter((_, i) => i % 4 < 2));
});
