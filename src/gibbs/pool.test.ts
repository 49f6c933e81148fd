import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { SamplePool } from './pool.js';
import { quantile } from './strata.js';

const LANES = 4;
const names = { seed: 5, group: 9, firstReplica: 8 };

/** A pool of `moves` moves whose states are (energy, 2·energy), with independent energies. */
function filled(moves: number, fields = [new Float64Array(LANES), new Float64Array(LANES)], from = 0) {
  const pool = new SamplePool(fields, LANES, moves);
  const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', group: 4 });
  sequence.position = from;
  const energies: number[][] = [];
  const push = (): void => {
    const now = Array.from({ length: LANES }, () => sequence.drawUniform());
    fields[0]?.set(now);
    fields[1]?.set(now.map((e) => 2 * e));
    pool.push(now);
    energies.push(now);
  };
  return { pool, fields, push, energies, sequence };
}

describe('a pool of samples', () => {
  it('puts every lane at the sample of its rank among those of all lanes after a quarter of the moves', () => {
    const { pool, fields, push, energies } = filled(40);
    for (let move = 0; move < 40; move++) push();
    const quantiles = pool.spread(names);
    const late = energies.slice(10).flat();
    const sorted = late.sort((a, b) => a - b);
    quantiles.forEach((u, lane) => {
      expect(u).toBe(quantile(names, names.firstReplica + lane));
      const energy = sorted[Math.floor(u * sorted.length)] as number;
      expect(fields.map((field) => field[lane])).toEqual([energy, 2 * energy]);
    });
  });

  it('put aside in the middle and taken up again ends with the same bits', () => {
    const whole = filled(30);
    for (let move = 0; move < 30; move++) whole.push();
    whole.pool.spread(names);
    const first = filled(30);
    for (let move = 0; move < 17; move++) first.push();
    const second = filled(30, undefined, first.sequence.position);
    second.pool.state = structuredClone(first.pool.state);
    for (let move = 17; move < 30; move++) second.push();
    second.pool.spread(names);
    expect(second.fields).toEqual(whole.fields);
  });

  it('of large states keeps every k-th move only, the last among them', () => {
    const numbers = 250_000;
    const field = new Float64Array(numbers * LANES);
    const pool = new SamplePool([field], LANES, 20);
    for (let move = 0; move < 20; move++) {
      field.fill(move);
      pool.push(Array.from({ length: LANES }, () => move));
    }
    // 8 MB a move, 32 MB in all: four of the last 15.
    expect([...pool.state.energies].filter((_, i) => i % LANES === 0)).toEqual([7, 11, 15, 19]);
    pool.spread(names);
    expect(new Set(field).size).toBe(LANES);
  });
});
