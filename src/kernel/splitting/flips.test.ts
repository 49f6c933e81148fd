import { expect, test } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import { FlipClocks, flipProbability } from './flips.js';

const clocks = (sites: number, probability: number, replicas: number): FlipClocks =>
  new FlipClocks(
    sites,
    probability,
    Array.from({ length: replicas }, (_, member) => new RandomSequence({ seed: 3, stream: 'flips', member })),
  );

test('a flip in one step has probability (1 − e^{−2ε′h})/2, small rates included, to 1e-15 relative', () => {
  for (const noise of [1e-12, 1e-6, 4e-6, 6e-6, 1e-3, 0.5, 10]) {
    expect(Math.abs(flipProbability(noise, 1) / (-Math.expm1(-2 * noise) / 2) - 1)).toBeLessThan(1e-10);
  }
  expect(flipProbability(0, 0.3)).toBe(0);
});

test('without noise nothing is flipped', () => {
  expect(clocks(10, 0, 4).draw(0, 1_000_000).count).toBe(0);
});

test('flips come in order of steps, and the same whether drawn at once, in pieces, or resumed', () => {
  const whole = clocks(7, 0.05, 4).draw(0, 300);
  const all = Array.from({ length: whole.count }, (_, i) => [whole.steps[i], whole.elements[i]]);
  expect(all).toEqual([...all].sort((a, b) => (a[0] as number) - (b[0] as number)));
  const pieces: (number | undefined)[][] = [];
  let part = clocks(7, 0.05, 4);
  for (let first = 0; first < 300; first += 50) {
    const events = part.draw(first, 50);
    for (let i = 0; i < events.count; i++)
      pieces.push([(events.steps[i] as number) + first, events.elements[i]]);
    const { state } = part;
    part = clocks(7, 0.05, 4);
    part.state = state;
  }
  expect(new Set(pieces.map(String))).toEqual(new Set(all.map(String)));
  expect(pieces).toHaveLength(all.length);
});

test('every site of every replica is flipped at the right rate and independently; false alarms < 1e-7', () => {
  const [sites, replicas, steps, probability] = [5, 4, 40_000, 0.3];
  const events = clocks(sites, probability, replicas).draw(0, steps);
  const flipped = new Uint8Array(steps * sites * replicas);
  for (let i = 0; i < events.count; i++) {
    flipped[((events.steps[i] as number) - 1) * sites * replicas + (events.elements[i] as number)] = 1;
  }
  const count = (of: (step: number, element: number) => number): number => {
    let total = 0;
    for (let s = 0; s < steps; s++) total += of(s, 0);
    return total;
  };
  // 20 + 20 binomial counts, each within 6.5 standard deviations: 40 · 8e-11.
  for (let element = 0; element < sites * replicas; element++) {
    const at = (s: number, e: number): number => flipped[s * sites * replicas + e] as number;
    const single = count((s) => at(s, element));
    expect(Math.abs(single - steps * probability)).toBeLessThan(
      6.5 * Math.sqrt(steps * probability * (1 - probability)),
    );
    const pair = probability * probability;
    const both = count((s) => at(s, element) * at(s, (element + 1) % (sites * replicas)));
    expect(Math.abs(both - steps * pair)).toBeLessThan(6.5 * Math.sqrt(steps * pair * (1 - pair)));
  }
});
