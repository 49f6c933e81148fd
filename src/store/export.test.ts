import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../math/frame.js';
import { exportFormats, writeExport } from './export.js';
import { shapeOf, type Exportable } from './exportable.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'falloff-export-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
import { fillDisk } from './testing/full-disk.js';

const frame: Frame = {
  head: { shapes: { y: [2, 3], bonds: [4] }, seed: 7 },
  columns: {
    y: Float32Array.of(0.1, -2, 3e-30, 4, 5, 6.25),
    bonds: Int32Array.of(0, -1, 2, 3),
    large: Uint32Array.of(4294967295, 0),
    energy: Float64Array.of(0.1 + 0.2, NaN, -Infinity),
    bytes: Uint8Array.of(255, 0, 1),
  },
};

const content: Exportable = {
  facts: { id: 'abc', study: { title: 'Grüße, κ "quoted"', epsilon: [0.3, 0.1] } },
  tables: [
    {
      name: 'points',
      columns: [
        { name: 'point', meaning: 'number', kind: 'number' },
        { name: 'kappa', meaning: 'κ (standard)', kind: 'number' },
        { name: 'kind', meaning: 'kind', kind: 'text' },
      ],
      rows: [
        [0, 1.2345678901234567e-14, 'upper bound'],
        [1, null, null],
      ],
    },
    {
      name: 'curves',
      columns: [
        { name: 'point', meaning: 'number', kind: 'number' },
        { name: 'time', meaning: 't', kind: 'number' },
      ],
      rows: [
        [0, 16],
        [0, 32],
        [1, 64],
      ],
    },
    { name: 'empty', columns: [{ name: 'words', meaning: 'nothing', kind: 'text' }], rows: [] },
  ],
  series: new Map([['p0/r1', frame]]),
};

test('h5: every number and text reads back, in its shape and type', async () => {
  const [file] = await writeExport(content, 'h5', join(folder, 'a.h5'));
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  const root = new h5wasm.File(file as string, 'r');
  const dataset = (path: string): InstanceType<typeof h5wasm.Dataset> => root.get(path) as never;
  try {
    expect(JSON.parse(dataset('study').value as string)).toEqual(content.facts);
    expect([...(dataset('results/points/kappa').value as Float64Array)]).toEqual([
      1.2345678901234567e-14,
      NaN,
    ]);
    expect(dataset('results/points/kind').value).toEqual(['upper bound', '']);
    expect(dataset('results/points/kappa').attrs['meaning']?.value).toBe('κ (standard)');
    expect(dataset('points/0').attrs['kind']?.value).toBe('upper bound');
    expect(dataset('points/0').attrs['kappa']?.value).toBe(1.2345678901234567e-14);
    expect([...(dataset('points/0/curves/time').value as Float64Array)]).toEqual([16, 32]);
    expect([...(dataset('points/1/curves/time').value as Float64Array)]).toEqual([64]);
    expect(dataset('units/p0_r1/y').shape).toEqual([2, 3]);
    expect(JSON.parse(dataset('units/p0_r1/_head').value as string)).toEqual(frame.head);
    for (const [name, column] of Object.entries(frame.columns)) {
      expect(dataset(`units/p0_r1/${name}`).value).toEqual(column);
    }
  } finally {
    root.close();
  }
});

test('npz: headers byte for byte, arrays start at multiples of 64 bytes, the archive is the same each time', async () => {
  const [file] = await writeExport(content, 'npz', join(folder, 'a.npz'));
  const bytes = readFileSync(file as string);
  const entries = unzipSync(new Uint8Array(bytes));
  expect(Object.keys(entries)).toEqual([
    'study.npy',
    'points/point.npy',
    'points/kappa.npy',
    'points/kind.npy',
    'curves/point.npy',
    'curves/time.npy',
    'empty/words.npy',
    'series/p0_r1/_head.npy',
    ...Object.keys(frame.columns).map((name) => `series/p0_r1/${name}.npy`),
  ]);
  const y = entries['series/p0_r1/y.npy'] as Uint8Array;
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
  const expected = `\x93NUMPY\x01\x00v\x00${header.padEnd(117, ' ')}\n`;
  expect(Buffer.from(y.subarray(0, 128)).toString('latin1')).toBe(expected);
  expect(y.subarray(128)).toEqual(new Uint8Array((frame.columns['y'] as Float32Array).buffer));
  await writeExport(content, 'npz', join(folder, 'b.npz'));
  expect(readFileSync(join(folder, 'b.npz')).equals(bytes)).toBe(true);
});

function numpyIsHere(): boolean {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!numpyIsHere())('npz: NumPy itself reads every array (where NumPy is installed)', async () => {
  const [file] = await writeExport(content, 'npz', join(folder, 'c.npz'));
  const script = join(folder, 'read.py');
  writeFileSync(
    script,
    `import json, sys, numpy as np
f = np.load(sys.argv[1])
print(json.dumps({
  'names': sorted(f.files), 'study': json.loads(f['study'].item()), 'head': json.loads(f['series/p0_r1/_head'].item()), 'kind': f['points/kind'].tolist(),
  'kappa': repr(f['points/kappa'].tolist()), 'y': f['series/p0_r1/y'].tolist(), 'dtypes': [str(f['series/p0_r1/' + n].dtype) for n in ('y', 'bonds', 'large', 'energy', 'bytes')],
  'large': f['series/p0_r1/large'].tolist(), 'shape': f['empty/words'].shape}))
`,
  );
  const read: unknown = JSON.parse(execFileSync('python3', [script, file as string], { encoding: 'utf8' }));
  expect(read).toMatchObject({
    study: content.facts,
    head: frame.head,
    kind: ['upper bound', ''],
    kappa: '[1.2345678901234567e-14, nan]',
    y: [
      [Math.fround(0.1), -2, Math.fround(3e-30)],
      [4, 5, 6.25],
    ],
    dtypes: ['float32', 'int32', 'uint32', 'float64', 'uint8'],
    large: [4294967295, 0],
    shape: [0],
  });
});

test('csv: tables, meanings, and series in long form that read back to the same numbers', async () => {
  const files = await writeExport(content, 'csv', join(folder, 'csv'));
  const read = (name: string): string => readFileSync(join(folder, 'csv', name), 'utf8');
  expect(files.length).toBe(6 + Object.keys(frame.columns).length);
  expect(read('points.csv')).toBe('point,kappa,kind\n0,1.2345678901234567e-14,upper bound\n1,,\n');
  expect(read('columns.csv')).toContain('points,kappa,κ (standard)\n');
  expect(JSON.parse(read('study.json'))).toEqual(content.facts);
  expect(JSON.parse(read('series/p0_r1.json'))).toEqual(frame.head);
  const lines = read('series/p0_r1.y.csv').trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual(['i0,i1,value', '0,0,0.100000001']);
  expect(lines[6]).toBe('1,2,6.25');
  const values = lines.slice(1).map((line) => Number(line.split(',')[2]));
  expect(Float32Array.from(values)).toEqual(frame.columns['y']);
});

test('parquet: an independent reader reads back every table and series with their metadata', async () => {
  const files = await writeExport(content, 'parquet', join(folder, 'parquet'));
  expect(files.length).toBe(content.tables.length + Object.keys(frame.columns).length);
  const buffer = (name: string): ArrayBuffer =>
    new Uint8Array(readFileSync(join(folder, 'parquet', name))).buffer;
  const points = buffer('points.parquet');
  expect(await parquetReadObjects({ file: points })).toEqual([
    { point: 0, kappa: 1.2345678901234567e-14, kind: 'upper bound' },
    { point: 1, kappa: null, kind: null },
  ]);
  expect(parquetMetadata(points).key_value_metadata).toContainEqual({
    key: 'meaning:kappa',
    value: 'κ (standard)',
  });
  for (const [name, column] of Object.entries(frame.columns)) {
    const file = buffer(`series/p0_r1.${name}.parquet`);
    const rows = await parquetReadObjects({ file });
    expect(rows.map((row) => row['value'] as unknown)).toEqual([...column]);
    const shape = { key: 'shape', value: JSON.stringify(shapeOf(frame, name)) };
    expect(parquetMetadata(file).key_value_metadata).toContainEqual(shape);
  }
});

test.each(exportFormats)('%s: the names returned are spelt as the one given', async (format) => {
  const path = relative('.', join(folder, `spelt-${format}`));
  for (const file of await writeExport(content, format, path)) expect(file.startsWith(path)).toBe(true);
});

test.runIf(existsSync('/proc/self')).each(exportFormats)(
  '%s: where no directory can be, that is said',
  async (format) => {
    await expect(writeExport(content, format, '/proc/none/below/x')).rejects.toThrow(
      'invalid file; the directory must be possible to make (ENOENT, there is no such place): /proc/none/below',
    );
  },
);

test.each(['h5', 'npz'] as const)('%s: a directory in the way is told by the name given', async (format) => {
  const path = mkdtempSync(join(folder, 'taken-'));
  await expect(writeExport(content, format, path)).rejects.toThrow(
    `invalid file; must be possible to write (EISDIR, a directory is in its place): ${path}`,
  );
  expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toEqual([]);
});

test.runIf(existsSync('/dev/full')).each(['h5', 'npz'] as const)(
  '%s: a full disk is told in one line, by the name given',
  async (format) => {
    const path = join(folder, `full-${format}`);
    fillDisk(path);
    await expect(writeExport(content, format, path)).rejects.toThrow(
      expect.objectContaining({
        name: 'FileFailure',
        path,
        message: expect.stringMatching(/^.*\(.*no space left on .*device\).*$/iu) as string,
      }) as Error,
    );
    expect(existsSync(path)).toBe(false);
  },
);

test.each(exportFormats)(
  '%s: a series that fails half way leaves neither half a file nor harm to the old one',
  async (format) => {
    const place = mkdtempSync(join(folder, 'fails-'));
    const path = join(place, 'out');
    const before = await writeExport(content, format, path);
    const bytes = before.map((file) => readFileSync(file));
    const broken: Frame = { head: { shapes: { y: [5] } }, columns: { y: Float64Array.of(1, 2) } };
    await expect(writeExport({ ...content, series: [['u', broken]] }, format, path)).rejects.toThrow(
      "invalid shape of column y; its product must be the column's length 2: [5]",
    );
    before.forEach((file, i) => {
      expect(readFileSync(file).equals(bytes[i] as Buffer)).toBe(true);
    });
    const left = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.aside'))).toEqual([]);
  },
);
