import { describe, expect, it } from 'vitest';
import { measurements, type Benchmark } from './benchmark.js';

/** Benchmarks of these names, which note that they were run. */
function recorded(): { benchmarks: Benchmark[]; run: string[] } {
  const run: string[] = [];
  const one = (names: string[], given = names): Benchmark => ({
    names,
    measure: () => {
      run.push(...names);
      return given.map((name) => ({ name, value: 1, unit: '1', note: '' }));
    },
  });
  const benchmarks = [
    one(['kernel.d1'], ['kernel.d1', 'kernel.d1.flips']),
    one(['kernel.vs-c', 'ring.c']),
    one(['gain']),
  ];
  return { benchmarks, run };
}

async function selected(only: string[]): Promise<{ names: string[]; run: string[] }> {
  const { benchmarks, run } = recorded();
  const names: string[] = [];
  for await (const { name } of measurements(benchmarks, only)) names.push(name);
  return { names, run };
}

describe('the selection of benchmarks', () => {
  it('is all of them without a prefix', async () => {
    const { names } = await selected([]);
    expect(names).toEqual(['kernel.d1', 'kernel.d1.flips', 'kernel.vs-c', 'ring.c', 'gain']);
  });

  it('runs no benchmark but those with a measurement of the prefix', async () => {
    expect(await selected(['kernel'])).toEqual({
      names: ['kernel.d1', 'kernel.d1.flips', 'kernel.vs-c'],
      run: ['kernel.d1', 'kernel.vs-c', 'ring.c'],
    });
    expect(await selected(['kernel.d1.flips'])).toEqual({ names: ['kernel.d1.flips'], run: ['kernel.d1'] });
    expect((await selected(['gain', 'ring'])).names).toEqual(['ring.c', 'gain']);
  });

  it('refuses a prefix that nothing has, before anything is measured', async () => {
    const { benchmarks, run } = recorded();
    await expect(measurements(benchmarks, ['gain', 'honestly']).next()).rejects.toThrow(
      'invalid --only; no benchmark begins so; there are kernel, ring, gain: "honestly"',
    );
    expect(run).toEqual([]);
    await expect(selected(['kernel.d1.nothing'])).rejects.toThrow('"kernel.d1.nothing"');
  });

  it('refuses a benchmark whose measurements have other names than it says', async () => {
    const wrong = [
      { names: ['a'], measure: () => [{ name: 'b', value: 1, unit: '1', note: '' }] },
    ] satisfies Benchmark[];
    await expect(measurements(wrong, []).next()).rejects.toThrow('not announced');
  });
});
