import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFormats, type FormatName } from './export.js';
import type { Exportable, ExportGroup } from './exportable.js';
import type { ExportArray, Values } from '../../data/values.js';
import { asideOf } from '../aside.js';
import { sweepDirectory } from '../sweep.js';
import { fillDisk } from '../testing/full-disk.js';

const formats = Object.keys(exportFormats) as FormatName[];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'falloff-export-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const array = (name: string, values: Values, shape: readonly number[] = [values.length]): ExportArray => ({
  name,
  values,
  shape,
  attributes: {
    axes: ['row', 'column'].slice(0, shape.length),
    unit: '1/time',
    meaning: `what ${name} is, ε′`,
    time: 32,
    norm: [1, 0.5],
  },
});

const group: ExportGroup = {
  facts: { seed: 7 },
  arrays: [
    array('y', Float32Array.of(0.1, -2, 3e-30, 4, 5, 6.25), [2, 3]),
    array('bonds', Int32Array.of(0, -1, 2, 3)),
    array('energy', Float64Array.of(0.1 + 0.2, NaN, -Infinity)),
    array('accepted', Uint8Array.of(1, 0, 1)),
    array('window', ['', 'Hann, "naïve" 日本 𝒥', 'b']),
    array('single', Int32Array.of(5), []),
    array('none', Uint8Array.of(), [0, 2]),
  ],
};

const content: Exportable = {
  facts: { id: 'abc', study: { title: 'Grüße, κ "quoted"', epsilon: [0.3, 0.1] } },
  tables: [
    {
      name: 'points',
      columns: [
        { name: 'point', meaning: 'number', kind: 'integer' },
        { name: 'kappa', meaning: 'κ (standard)', kind: 'number', unit: '1/time' },
        { name: 'kind', meaning: 'kind', kind: 'text' },
        { name: 'exact', meaning: 'exact', kind: 'truth' },
      ],
      rows: [
        [0, 1.2345678901234567e-14, 'upper bound', true],
        [1, null, null, false],
      ],
    },
    {
      name: 'curves',
      columns: [
        { name: 'point', meaning: 'number', kind: 'integer' },
        { name: 'time', meaning: 't', kind: 'number' },
      ],
      rows: [
        [0, 16],
        [0, 32],
        [1, 64],
      ],
    },
    {
      name: 'empty',
      columns: [
        { name: 'words', meaning: 'nothing', kind: 'text' },
        { name: 'whole', meaning: 'nothing', kind: 'integer' },
        { name: 'real', meaning: 'nothing', kind: 'number' },
        { name: 'true', meaning: 'nothing', kind: 'truth' },
      ],
      rows: [],
    },
  ],
  series: new Map([['p0/r1', group]]),
};

/** A group's facts with its arrays', as every format has them. */
const head = {
  seed: 7,
  arrays: Object.fromEntries(
    group.arrays.map(({ name, shape, attributes }, i) => {
      const type = ['float32', 'int32', 'float64', 'bool', 'text', 'int32', 'bool'][i];
      return [name, { type, shape, ...attributes }];
    }),
  ),
};

test('h5: every number, truth and text reads back, in its shape and type, with and without rows', async () => {
  const [file] = await exportFormats.h5.write(content, join(folder, 'a.h5'));
  const { default: h5wasm } = await import('h5wasm/node');
  await h5wasm.ready;
  const root = new h5wasm.File(file as string, 'r');
  const dataset = (path: string): InstanceType<typeof h5wasm.Dataset> => root.get(path) as never;
  const truth = { FALSE: 0, TRUE: 1 };
  try {
    expect(JSON.parse(dataset('study').value as string)).toEqual(content.facts);
    expect([...(dataset('results/points/kappa').value as Float64Array)]).toEqual([
      1.2345678901234567e-14,
      NaN,
    ]);
    expect(dataset('results/points/kind').value).toEqual(['upper bound', '']);
    expect(dataset('results/points/point').value).toEqual(Int32Array.of(0, 1));
    expect(dataset('results/points/exact').to_array()).toEqual([true, false]);
    expect(dataset('results/points/exact').metadata.enum_type?.members).toEqual(truth);
    expect(dataset('results/points/kappa').attrs['meaning']?.value).toBe('κ (standard)');
    expect(dataset('results/points/kappa').attrs['unit']?.value).toBe('1/time');
    expect(dataset('results/empty/words').dtype).toBe('S');
    expect(dataset('results/empty/whole').dtype).toBe('<i');
    expect(dataset('results/empty/real').dtype).toBe('<d');
    expect(dataset('results/empty/true').metadata.enum_type?.members).toEqual(truth);
    for (const name of ['words', 'whole', 'real', 'true'])
      expect(dataset(`results/empty/${name}`).shape).toEqual([0]);
    expect(dataset('points/0').attrs['kind']?.value).toBe('upper bound');
    expect(dataset('points/0').attrs['kappa']?.value).toBe(1.2345678901234567e-14);
    expect(dataset('points/1').attrs['point']?.dtype).toBe('<i');
    expect([...(dataset('points/0/curves/time').value as Float64Array)]).toEqual([16, 32]);
    expect([...(dataset('points/1/curves/time').value as Float64Array)]).toEqual([64]);
    expect(JSON.parse(dataset('units/p0_r1/_head').value as string)).toEqual(head);
    for (const { name, values, shape, attributes } of group.arrays) {
      const found = dataset(`units/p0_r1/${name}`);
      expect(found.shape, name).toEqual(shape);
      if (name === 'accepted') expect(found.to_array()).toEqual([true, false, true]);
      else if (shape.length > 0 && values.length > 0) expect(found.value, name).toEqual(values);
      if (shape.length > 0) {
        expect(found.get_dimension_labels()).toEqual(attributes.axes);
        expect(found.attrs['axes']?.value).toEqual(attributes.axes);
      }
      expect(found.attrs['time']?.value).toBe(32);
      expect([...(found.attrs['norm']?.value as Float64Array)]).toEqual([1, 0.5]);
    }
    expect(dataset('units/p0_r1/single').value).toBe(5);
  } finally {
    root.close();
  }
});

test('npz: headers byte for byte, arrays start at multiples of 64 bytes', async () => {
  const [file] = await exportFormats.npz.write(content, join(folder, 'a.npz'));
  const entries = unzipSync(new Uint8Array(readFileSync(file as string)));
  const names = content.tables.flatMap((table) => table.columns.map(({ name }) => `${table.name}/${name}`));
  expect(Object.keys(entries)).toEqual([
    'study.npy',
    ...names.map((name) => `${name}.npy`),
    ...['table', 'column', 'type', 'unit', 'meaning'].map((name) => `columns/${name}.npy`),
    'series/p0_r1/_head.npy',
    ...group.arrays.map(({ name }) => `series/p0_r1/${name}.npy`),
  ]);
  const y = entries['series/p0_r1/y.npy'] as Uint8Array;
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
  const expected = `\x93NUMPY\x01\x00v\x00${header.padEnd(117, ' ')}\n`;
  expect(Buffer.from(y.subarray(0, 128)).toString('latin1')).toBe(expected);
  expect(y.subarray(128)).toEqual(new Uint8Array((group.arrays[0]?.values as Float32Array).buffer));
  const described = (name: string): string => Buffer.from(entries[name] ?? []).toString('latin1');
  expect(described('series/p0_r1/accepted.npy')).toContain("{'descr': '|b1'");
  expect(described('empty/whole.npy')).toContain("{'descr': '<i4', 'fortran_order': False, 'shape': (0,), }");
  expect(described('empty/true.npy')).toContain("{'descr': '|b1', 'fortran_order': False, 'shape': (0,), }");
  expect(described('empty/words.npy')).toContain("{'descr': '<U1', 'fortran_order': False, 'shape': (0,), }");
});

/** Every file of an export with its bytes. */
function bytesOf(path: string): Map<string, string> {
  if (!statSync(path).isDirectory()) return new Map([['', readFileSync(path, 'base64')]]);
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(path, name), 'base64')]));
}

test.each(formats)('%s: the same content is the same bytes, a second and more later too', async (format) => {
  const [one, other] = [join(folder, `one-${format}`), join(folder, `other-${format}`)];
  await exportFormats[format].write(content, one);
  // Times in files count seconds.
  await new Promise((later) => setTimeout(later, 1100));
  await exportFormats[format].write(content, other);
  expect(bytesOf(other)).toEqual(bytesOf(one));
});

test.each(formats)('%s: a cell that is not of its column is refused', async (format) => {
  const column = { name: 'whole', meaning: 'a whole number', kind: 'integer' } as const;
  const tables = [{ name: 'points', columns: [column], rows: [[0.5]] }];
  await expect(exportFormats[format].write({ ...content, tables }, join(folder, 'unfit'))).rejects.toThrow(
    'invalid cell of points/whole; not of the kind integer: 0.5',
  );
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
  const [file] = await exportFormats.npz.write(content, join(folder, 'c.npz'));
  const script = join(folder, 'read.py');
  writeFileSync(
    script,
    `import json, sys, numpy as np
f = np.load(sys.argv[1])
print(json.dumps({
  'names': sorted(f.files), 'study': json.loads(f['study'].item()), 'head': json.loads(f['series/p0_r1/_head'].item()), 'kind': f['points/kind'].tolist(),
  'kappa': repr(f['points/kappa'].tolist()), 'y': f['series/p0_r1/y'].tolist(), 'dtypes': [str(f['series/p0_r1/' + n].dtype) for n in ('y', 'bonds', 'energy', 'accepted', 'none')],
  'window': f['series/p0_r1/window'].tolist(), 'single': f['series/p0_r1/single'].item(), 'shape': f['empty/words'].shape}))
`,
  );
  const read: unknown = JSON.parse(execFileSync('python3', [script, file as string], { encoding: 'utf8' }));
  expect(read).toMatchObject({
    study: content.facts,
    head,
    kind: ['upper bound', ''],
    kappa: '[1.2345678901234567e-14, nan]',
    y: [
      [Math.fround(0.1), -2, Math.fround(3e-30)],
      [4, 5, 6.25],
    ],
    dtypes: ['float32', 'int32', 'float64', 'bool', 'bool'],
    window: group.arrays[4]?.values,
    single: 5,
    shape: [0],
  });
});

test('csv: tables, meanings, and series in long form that read back to the same numbers', async () => {
  const files = await exportFormats.csv.write(content, join(folder, 'csv'));
  const read = (name: string): string => readFileSync(join(folder, 'csv', name), 'utf8');
  expect(files.length).toBe(6 + group.arrays.length);
  expect(read('points.csv')).toBe(
    'point,kappa,kind,exact\n0,1.2345678901234567e-14,upper bound,true\n1,,,false\n',
  );
  expect(read('columns.csv')).toContain('points,kappa,float64,1/time,κ (standard)\n');
  expect(JSON.parse(read('study.json'))).toEqual(content.facts);
  expect(JSON.parse(read('series/p0_r1.json'))).toEqual(head);
  expect(read('series/p0_r1.accepted.csv')).toBe('row,value\n0,true\n1,false\n2,true\n');
  expect(read('series/p0_r1.window.csv')).toBe('row,value\n0,\n1,"Hann, ""naïve"" 日本 𝒥"\n2,b\n');
  expect(read('series/p0_r1.single.csv')).toBe('value\n5\n');
  expect(read('series/p0_r1.none.csv')).toBe('row,column,value\n');
  const lines = read('series/p0_r1.y.csv').trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual(['row,column,value', '0,0,0.100000001']);
  expect(lines[6]).toBe('1,2,6.25');
  const values = lines.slice(1).map((line) => Number(line.split(',')[2]));
  expect(Float32Array.from(values)).toEqual(group.arrays[0]?.values);
});

test('parquet: an independent reader reads back every table and series with their metadata', async () => {
  const files = await exportFormats.parquet.write(content, join(folder, 'parquet'));
  expect(files.length).toBe(content.tables.length + 1 + group.arrays.length);
  const buffer = (name: string): ArrayBuffer =>
    new Uint8Array(readFileSync(join(folder, 'parquet', name))).buffer;
  const points = buffer('points.parquet');
  expect(await parquetReadObjects({ file: points })).toEqual([
    { point: 0, kappa: 1.2345678901234567e-14, kind: 'upper bound', exact: true },
    { point: 1, kappa: null, kind: null, exact: false },
  ]);
  const types = (file: ArrayBuffer): unknown[] =>
    parquetMetadata(file)
      .schema.slice(1)
      .map(({ type, converted_type: converted }) => converted ?? type);
  expect(types(points)).toEqual(['INT32', 'DOUBLE', 'UTF8', 'BOOLEAN']);
  expect(types(buffer('empty.parquet'))).toEqual(['UTF8', 'INT32', 'DOUBLE', 'BOOLEAN']);
  const facts = parquetMetadata(points).key_value_metadata;
  expect(facts).toContainEqual({ key: 'meaning:kappa', value: 'κ (standard)' });
  expect(facts).toContainEqual({ key: 'unit:kappa', value: '1/time' });
  for (const { name, values, shape, attributes } of group.arrays) {
    const file = buffer(`series/p0_r1.${name}.parquet`);
    const rows = await parquetReadObjects({ file });
    const expected = values instanceof Uint8Array ? Array.from(values, Boolean) : [...values];
    expect(rows.map((row) => row['value'] as unknown)).toEqual(expected);
    const told = Object.fromEntries(
      parquetMetadata(file).key_value_metadata?.map(({ key, value }) => [key, value]) ?? [],
    );
    expect(told).toMatchObject({
      shape: JSON.stringify(shape),
      axes: JSON.stringify(attributes.axes),
      unit: '1/time',
      time: '32',
      norm: '[1,0.5]',
      head: JSON.stringify(head),
    });
  }
});

test.each(formats)('%s: the names returned are spelt as the one given', async (format) => {
  const path = relative('.', join(folder, `spelt-${format}`));
  for (const file of await exportFormats[format].write(content, path))
    expect(file.startsWith(path)).toBe(true);
});

test.runIf(existsSync('/proc/self')).each(formats)(
  '%s: where no directory can be, that is said',
  async (format) => {
    await expect(exportFormats[format].write(content, '/proc/none/below/x')).rejects.toThrow(
      'invalid file; the directory must be possible to make (ENOENT, there is no such place): /proc/none/below',
    );
  },
);

test.each(['h5', 'npz'] as const)('%s: a directory in the way is told by the name given', async (format) => {
  const path = mkdtempSync(join(folder, 'taken-'));
  await expect(exportFormats[format].write(content, path)).rejects.toThrow(
    `invalid file; must be possible to write (EISDIR, a directory is in its place): ${path}`,
  );
  expect(readdirSync(folder).filter((name) => name.endsWith('.aside'))).toEqual([]);
});

test.runIf(existsSync('/dev/full')).each(['h5', 'npz'] as const)(
  '%s: a full disk is told in one line, by the name given',
  async (format) => {
    const path = join(folder, `full-${format}`);
    fillDisk(path);
    await expect(exportFormats[format].write(content, path)).rejects.toThrow(
      expect.objectContaining({
        name: 'FileFailure',
        path,
        message: expect.stringMatching(/^.*\(.*no space left on .*device\).*$/iu) as string,
      }) as Error,
    );
    expect(existsSync(path)).toBe(false);
  },
);

test.each(formats)(
  '%s: a series that fails half way leaves neither half a file nor harm to the old one',
  async (format) => {
    const place = mkdtempSync(join(folder, 'fails-'));
    const path = join(place, 'out');
    const before = await exportFormats[format].write(content, path);
    const bytes = before.map((file) => readFileSync(file));
    const broken: ExportGroup = { facts: {}, arrays: [array('y', Float64Array.of(1, 2), [5])] };
    await expect(exportFormats[format].write({ ...content, series: [['u', broken]] }, path)).rejects.toThrow(
      "invalid shape of array y; its product must be the array's length 2: [5]",
    );
    before.forEach((file, i) => {
      expect(readFileSync(file).equals(bytes[i] as Buffer)).toBe(true);
    });
    const left = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => name.endsWith('.aside'))).toEqual([]);
  },
);

test('what killed exports left in any folder of a format is swept', () => {
  const run = mkdtempSync(join(folder, 'run-'));
  const left = Object.values(exportFormats)
    .filter(({ isFolder }) => isFolder)
    .flatMap(({ place }) => [join(run, place), join(run, place, 'series')]);
  expect(left.length).toBeGreaterThan(0);
  const asides = left.map((path) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'kept.csv'), 'kept');
    const mine = asideOf(join(path, 'x.csv'));
    // Of a process that is not there.
    const aside = mine.replace(`.${String(process.pid)}-`, '.999999999-');
    expect(aside).not.toBe(mine);
    writeFileSync(aside, 'left');
    return aside;
  });
  sweepDirectory(run);
  expect(asides.filter((path) => existsSync(path))).toEqual([]);
  expect(left.every((path) => existsSync(join(path, 'kept.csv')))).toBe(true);
});
