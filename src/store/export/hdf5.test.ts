import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hdf5Writer } from './hdf5.js';
import { valueType, type Values } from '../../data/values.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-hdf5-'));
beforeAll(async () => {
  await h5wasm.ready;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes what is told, in a group with the given number of further datasets, and lets the HDF5 library read it. */
async function read<T>(
  arrays: Readonly<Record<string, readonly [Values, readonly number[]]>>,
  others: number,
  look: (dataset: (name: string) => InstanceType<typeof h5wasm.Dataset>, names: string[]) => T,
): Promise<T> {
  const path = join(folder, 'file.h5');
  const handle = await open(path, 'w');
  const writer = new Hdf5Writer(handle);
  const links = new Map<string, number>();
  for (const [name, [values, shape]] of Object.entries(arrays))
    links.set(name, await writer.dataset(values, shape, { meaning: { scalar: [`what ${name} is`] } }));
  for (let i = 0; i < others; i++)
    links.set(`other ${String(i)}`, await writer.dataset(Int32Array.of(i), [], { note: ['é', ''] }));
  const address = await writer.group(links, { whole: { scalar: Int32Array.of(-7) } });
  await writer.finish(await writer.group(new Map([['größe', address]])));
  await handle.close();
  const file = new h5wasm.File(path, 'r');
  try {
    const group = file.get('größe') as InstanceType<typeof h5wasm.Group>;
    expect(group.attrs['whole']?.value).toBe(-7);
    const names = group.keys();
    return look((name) => file.get(`größe/${name}`) as InstanceType<typeof h5wasm.Dataset>, names);
  } finally {
    file.close();
  }
}

test('the HDF5 library reads back every type, empty arrays and single values among them', async () => {
  const arrays = {
    double: [Float64Array.of(1e-300, -0.1, NaN, Infinity, 2 ** 53, 0), [2, 3]],
    single: [Float32Array.of(Math.fround(0.1), 3e38), [2]],
    whole: [Int32Array.of(-(2 ** 31), 2 ** 31 - 1), [2, 1]],
    text: [['', 'naïve 日本 𝒥', 'x'], [3]],
    noNumbers: [new Float64Array(), [0, 4]],
    noTexts: [[], [0]],
  } as const;
  await read(arrays, 0, (dataset) => {
    for (const [name, [values, shape]] of Object.entries(arrays)) {
      expect(dataset(name).shape, name).toEqual(shape);
      expect(dataset(name).value, name).toEqual(values);
      expect(dataset(name).attrs['meaning']?.value).toBe(`what ${name} is`);
    }
    expect(valueType(arrays.noTexts[0])).toBe('text');
    expect(dataset('noTexts').dtype).toBe('S');
  });
});

test('texts fill one heap after the other, and one that is longer than a heap has its own', async () => {
  const texts = Array.from({ length: 2000 }, (_, i) => 'ψ'.repeat(i % 37));
  texts[1000] = 'long '.repeat(20_000);
  await read({ texts: [texts, [2000]] }, 0, (dataset) => {
    expect(dataset('texts').value).toEqual(texts);
  });
});

test('a group holds hundreds of links, each to its own dataset and attributes', async () => {
  await read({ first: [Float64Array.of(1), [1]] }, 700, (dataset, names) => {
    expect(names.length).toBe(701);
    for (const i of [0, 1, 350, 699]) {
      expect(dataset(`other ${String(i)}`).value).toBe(i);
      expect(dataset(`other ${String(i)}`).attrs['note']?.value).toEqual(['é', '']);
    }
  });
});

test('an attribute that no header can hold is refused', async () => {
  const handle = await open(join(folder, 'large.h5'), 'w');
  try {
    const writer = new Hdf5Writer(handle);
    await expect(writer.group(new Map(), { large: new Float64Array(9000) })).rejects.toThrow(
      /^invalid HDF5 message; not below 64 KiB: 720\d\d bytes$/u,
    );
  } finally {
    await handle.close();
  }
});
