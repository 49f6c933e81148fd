import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { conductivityOfCurrents, conductivityOfTransfers } from '../../estimate/own-series.js';
import { exp } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import { npy } from '../../store/export/npy.js';
import { called } from '../testing/called.js';
import { hdf5Arrays } from './hdf5.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-estimate-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Replicas of a current with memory: [replica][time]. */
const currents = Array.from({ length: 6 }, (_, member) => {
  const sequence = new RandomSequence({ seed: 5, stream: 'synthetic', member });
  const keep = exp(-0.5);
  let j = 0;
  return Float64Array.from({ length: 600 }, () => {
    j = keep * j + Math.sqrt(1 - keep * keep) * sequence.drawGaussians()[0];
    return j;
  });
});
const flat = Float64Array.from(currents.flatMap((one) => [...one]));
const facts = { interval: 0.5, temperature: 2, sites: 4 };
const options = ['--interval', '0.5', '--temperature', '2', '--sites', '4'];

function npyFile(values: Float64Array | Float32Array, shape: readonly number[]): Uint8Array {
  return Buffer.concat(npy(values, shape));
}

/** The same file with another text of the same length in its header. */
function altered(file: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(file).toString('latin1').replace(from, to), 'latin1');
}

beforeAll(() => {
  const header = currents.map((_, r) => `"J, ${r}"`).join(',');
  const rows = Array.from({ length: 600 }, (_, s) => currents.map((one) => one[s]).join(','));
  writeFileSync(at('j.csv'), `${[header, ...rows].join('\r\n')}\r\n\r\n`);
  writeFileSync(at('j.npz'), zipSync({ 'J.npy': npyFile(flat, [6, 600]), 'x.npy': npyFile(flat, [3600]) }));
  const swapped = npyFile(flat, [6, 600]);
  const start = swapped.length - 8 * flat.length;
  Buffer.from(swapped.buffer, swapped.byteOffset + start, 8 * flat.length).swap64();
  writeFileSync(at('big.npy'), altered(swapped, '<f8', '>f8'));
  const turned = Float64Array.from(
    { length: 3600 },
    (_, i) => currents[i % 6]?.[Math.floor(i / 6)] as number,
  );
  writeFileSync(at('fortran.npy'), altered(npyFile(turned, [6, 600]), 'False', 'True '));
  writeFileSync(at('single.npy'), npyFile(Float32Array.from(flat), [6, 600]));
  writeFileSync(at('q.npy'), npyFile(flat, [6, 150, 4]));
});

const json = async (file: string, ...words: string[]): Promise<Record<string, unknown>> => {
  const { out, err, status } = await called('estimate', at(file), ...options, ...words, '--json');
  expect([err, status]).toEqual(['', 0]);
  return JSON.parse(out) as Record<string, unknown>;
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('falloff estimate', () => {
  const found = conductivityOfCurrents({ currents, ...facts });

  it.each([['j.csv'], ['j.npz', '--current', 'J'], ['big.npy'], ['fortran.npy']])(
    '%s %s %s gives the bits of the library',
    async (file, ...words) => {
      const { kappa, textbook, curve } = await json(file, ...words);
      expect({ kappa, textbook, curve }).toEqual(
        plain({ kappa: found.kappa, textbook: found.textbook, curve: found.curve }),
      );
    },
  );

  it('float32 is the same up to its rounding', async () => {
    const { textbook } = (await json('single.npy')) as { textbook: { standard: number } };
    expect(textbook.standard / (found.textbook?.standard as number)).toBeCloseTo(1, 5);
  });

  it('h5 gives the bits of the library, and says what to install where h5wasm is missing', async () => {
    const hdf5 = await import('h5wasm/node');
    await hdf5.ready;
    const file = new hdf5.File(at('j.h5'), 'w');
    file.create_group('run').create_dataset({ name: 'J', data: flat, shape: [6, 600] });
    file.close();
    expect((await json('j.h5', '--current', 'run/J'))['kappa']).toEqual(plain(found.kappa));
    const missing = (): never => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    };
    await expect(hdf5Arrays(at('j.h5'), [], missing)).rejects.toThrow(
      'HDF5 is read by the package h5wasm: npm install h5wasm',
    );
  });

  it('an array of three axes is transfers', async () => {
    const { kappa } = await json('q.npy');
    expect(kappa).toEqual(plain(conductivityOfTransfers({ transfers: currents, ...facts }).kappa));
  });

  it('columns are chosen by name; two replicas are cut, and the table says so', async () => {
    const { out } = await called('estimate', at('j.csv'), ...options, '--current', 'J, 0', 'J, 3');
    expect(out).toContain('total current, 2 replicas');
    expect(out).toMatch(/^best .*\ntextbook /mu);
    expect(out).toContain('! 2 replicas, cut in time into 16 parts');
  });

  it('--current takes patterns, and says what there is where none fits', async () => {
    const all = await called('estimate', at('j.csv'), ...options, '--current', 'J, *', '--json');
    expect((JSON.parse(all.out) as Record<string, unknown>)['kappa']).toEqual(plain(found.kappa));
    const twice = await called('estimate', at('j.csv'), ...options, '--current', 'J, 1', 'J*');
    expect(twice.err).toBe('invalid current; named twice: J, 1\n');
    const none = await called('estimate', at('j.csv'), ...options, '--current', 'K*');
    expect(none.err).toMatch(/no such column, there are J, 0, J, 1, .*: K\*\n$/u);
  });

  it.each(['j.csv', 'q.npy'])('--figures draws spectrum and integral of %s into a folder', async (file) => {
    const folder = at(`figures of ${file}`);
    const { out, status } = await called('estimate', at(file), ...options, '--figures', folder);
    const names = ['spectrum', 'integral'].flatMap((name) =>
      ['svg', 'png', 'csv'].map((end) => `${name}.${end}`),
    );
    expect(status).toBe(0);
    expect(out.trimEnd().split('\n').slice(-6)).toEqual(names.map((name) => join(folder, name)));
    expect(readdirSync(folder).sort()).toEqual([...names].sort());
    const [header, first] = readFileSync(join(folder, 'integral.csv'), 'utf8').split('\n');
    expect(header).toBe('time,integral,error');
    // κ of the first lag, ⟨J²⟩Δ/(2T²N).
    const squares = flat.reduce((sum, j) => sum + j * j, 0) / flat.length;
    const [time, value] = (first ?? '').split(',').map(Number);
    expect(time).toBe(0.25);
    if (file === 'j.csv') expect(value).toBeCloseTo((squares * 0.5) / (2 * 4 * 4), 12);
  });

  it('a volume stands for the number of sites', async () => {
    const { out } = await called('estimate', at('j.csv'), ...options.slice(0, 4), '--volume', '4', '--json');
    expect((JSON.parse(out) as Record<string, unknown>)['kappa']).toEqual(plain(found.kappa));
  });
});

const csv = (rule: string, text: string): [string, string, string | Uint8Array] => [rule, 'bad.csv', text];
test.each<[string, string, string | Uint8Array, ...string[]]>([
  csv('series file; is empty; it must have a header and a row for each sample: FILE', ''),
  csv('FILE, row 1; must be a header that names the columns: 1, 2', '1,2\n3,4\n'),
  csv('FILE, row 1, column 2; must differ from the other names: "a"', 'a,a\n3,4\n'),
  csv('series file; must have a row for each sample below its header: FILE', 'a,b\n'),
  csv('FILE, row 3; must have 2 cells, as the header: 1', 'a,b\n1,2\n3\n'),
  csv('FILE, row 3, column b; must be a finite number: "NaN"', 'a,b\n1,2\n3,NaN\n'),
  csv('FILE, row 2, column b; must be a finite number: "x"', 'a,b\n1,x\n'),
  csv('FILE, row 2, column a; must be a finite number: ""', 'a,b\n,1\n'),
  csv('FILE, row 2, column a; must be a finite number: "1e999"', 'a,b\n1e999,1\n'),
  csv('currents; must have at least 136 samples of a replica, as 2 replicas must be cut', 'a,b\n1,1\n'),
  ['current of FILE; no such column, there are a, b: c', 'bad.csv', 'a,b\n1,2\n', '--current', 'c'],
  ['series file; must end in .csv, .npz, .npy, .h5 or .hdf5: FILE', 'bad.dat', 'a'],
  ['series file; is not a complete npz (zip) file: FILE', 'bad.npz', 'PK'],
  ['series file; must be in the format HDF5: FILE', 'bad.h5', 'PK'],
  ['array array of FILE; must be in the format of NumPy: 2 bytes', 'bad.npy', 'PK'],
  [
    'array array of FILE; must be of real numbers (float64, float32 or integers): <c8',
    'bad.npy',
    altered(npyFile(new Float64Array(4), [4]), '<f8', '<c8'),
  ],
  [
    'array array of FILE, [replica 1][time 0]; must be a finite number: NaN',
    'bad.npy',
    npyFile(Float64Array.of(1, 2, NaN, 4), [2, 2]),
  ],
  [
    'array array of FILE; must have 32 bytes for its shape (4): 24',
    'bad.npy',
    npyFile(new Float64Array(4), [4]).slice(0, -8),
  ],
  [
    'array array of FILE; must be [time], [replica][time] or [replica][time][bond]: (1, 1, 2, 2)',
    'bad.npy',
    npyFile(new Float64Array(4), [1, 1, 2, 2]),
  ],
  ['array array of FILE; must not be empty: (0, 4)', 'bad.npy', npyFile(new Float64Array(0), [0, 4])],
  [
    'bonds of the transfers; must be those of a torus of dimension 1 with 4 sites, 4: 3',
    'bad.npy',
    npyFile(new Float64Array(12), [2, 2, 3]),
  ],
  [
    'arrays of FILE; --current must name the one that is meant: a, b',
    'bad.npz',
    zipSync({ 'a.npy': npyFile(flat, [3600]), 'b.npy': npyFile(flat, [3600]) }),
  ],
])('one line, status 2: invalid %s', async (rule, name, content, ...words) => {
  writeFileSync(at(name), content);
  const { out, err, status } = await called('estimate', at(name), ...options, ...words);
  expect([out, status]).toEqual(['', 2]);
  expect(err.split('\n')).toHaveLength(2);
  expect(err).toContain(`invalid ${rule.replaceAll('FILE', at(name))}`);
});

test('a file that is not there, and options that are not given', async () => {
  expect((await called('estimate', at('none.csv'), ...options)).err).toContain('does not exist');
  expect((await called('estimate', at('none.h5'), ...options)).err).toContain('does not exist');
  expect((await called('estimate', at('j.csv'), '--interval', '1')).err).toContain('must be given');
  expect((await called('estimate', at('j.csv'), ...options.slice(0, 4))).err).toBe(
    'invalid option; one of the two must be given: --sites or --volume\n',
  );
  expect((await called('estimate', at('j.csv'), ...options, '--volume', '3')).status).toBe(2);
});
