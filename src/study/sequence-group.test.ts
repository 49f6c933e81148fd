import { expect, test } from 'vitest';
import { sequenceGroup } from './sequence-group.js';

const point = (epsilon: number, noise = 0, temperature = 1) => ({ epsilon, noise, temperature });
const name = (...key: Parameters<typeof sequenceGroup>): string => sequenceGroup(...key).join();

test('ε = 0.1 and ε = 0.421 share no group over 2000 realisations', () => {
  const names = [0.1, 0.421].flatMap((epsilon) =>
    Array.from({ length: 2000 }, (_, realisation) => name(point(epsilon), realisation)),
  );
  expect(new Set(names).size).toBe(4000);
});

// With 32 bits one pair would share a group by chance; with 64 bits the probability is 2e-10.
test('no two of 92 000 points and realisations share a group, nor is any of them a single word', () => {
  const names = new Set<string>();
  let [groups, words] = [0, 0];
  const add = (...key: Parameters<typeof sequenceGroup>): void => {
    const group = sequenceGroup(...key);
    names.add(group.join());
    groups += 1;
    if (group[1] === 0) words += 1;
  };
  for (let i = 1; i <= 10000; i++) for (let r = 0; r < 8; r++) add(point(i / 1000), r);
  for (let i = 1; i <= 100; i++)
    for (let j = 1; j <= 30; j++) for (let r = 0; r < 4; r++) add(point(i / 100, j / 50, 1 + j / 10), r);
  expect(groups).toBe(92000);
  expect(names.size).toBe(groups);
  expect(words).toBe(0);
});

test('a group is a function of ε, ε′, T and the realisation: each of them counts, −0 is 0, and T may be infinite', () => {
  const all = [
    name(point(0.1), 0),
    name(point(0.2), 0),
    name(point(0.1, 0.1), 0),
    name(point(0.1, 0, 2), 0),
    name(point(0.1, 0, Infinity), 0),
    name(point(0.1), 1),
    name(point(0), 1),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(name({ ...point(0.1), number: 7, place: 'elsewhere' } as never, 0)).toBe(all[0]);
  expect(name(point(0.1, -0), 0)).toBe(all[0]);
  // The first 64 bits of the SHA-256 of "0.1 0 1 0", the upper word first.
  expect(sequenceGroup(point(0.1), 0)).toEqual([0x674a99f7, 0xff7bcea4]);
});
