import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFormats, type FormatName } from '../store/export/export.js';
import { called } from './testing/called.js';
import { runDirectory } from './testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-export-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const size = 'epsilon: [0.3, 0.2]\nreplicas: 4\nrealisations: 2\ntime: 60\nsampler: {trajectories: 12}\n';
const cold = `temperature: 1\n${size}`;
const masses = 'kind: chain, size: 6, masses: {law: uniform, from: 0.5, to: 3}';
/** Every letter must arrive: beyond ASCII, beyond 16 bits, and those that formats give a meaning. */
const title = 'Spins: naïve κ, "quoted", comma; ε′ 日本 𝒥 — #1';
const studies = [
  ['oscillators, dressed', `model: {size: 6, coupling: r^4/4}\ndressing: 2\ncutoff: 0.05\n${cold}`],
  ['a chain with random pinning, dressed', `model: {kind: chain, size: 6}\ndressing: 2\n${cold}`],
  ['a chain with random masses', `model: {${masses}}\n${cold}`],
  ['spins', `model: {kind: spins, size: 6}\ntemperature: [infinite, 1]\n${size}`],
  [
    'spins, with a title that is not ASCII',
    `title: '${title}'\nmodel: {kind: spins, size: 6}\ntemperature: infinite\n${size}`,
  ],
  ['quartic oscillators', `model: {kind: quartic, size: 6}\n${cold}`],
  ['random masses between baths', `model: {${masses}}\nbaths: {left: 2, right: 1, friction: 1}\n${size}`],
] as const;

/** Where an export has a field of a point in show --json: columns of a table, in turns row by row, or an array without a table. */
const places: Readonly<Record<string, readonly string[]>> = {
  epsilon: ['points/epsilon'],
  noise: ['points/noise'],
  temperature: ['points/temperature'],
  size: ['points/size'],
  dimension: ['points/dimension'],
  'kappa.kind': ['points/kappa_kind'],
  'kappa.paper': ['points/kappa_paper'],
  'kappa.standard': ['points/kappa_standard'],
  'kappa.error': ['points/kappa_error'],
  'kappa.time': ['points/kappa_time'],
  'kappa.candidate': ['points/kappa_candidate'],
  'kappa.range': ['points/kappa_low'],
  'kappa.range[]': ['points/kappa_low', 'points/kappa_high'],
  'kappa.disorderError': ['points/kappa_disorder_error'],
  'kappa.halfReplicas': ['points/half_replicas'],
  'kappa.estimator': ['points/estimator'],
  'kappa.combination': ['points/combination'],
  textbook: ['points/textbook_kind'],
  'textbook.kind': ['points/textbook_kind'],
  'textbook.paper': ['points/textbook_paper'],
  'textbook.standard': ['points/textbook_standard'],
  'textbook.error': ['points/textbook_error'],
  'textbook.time': ['points/textbook_time'],
  'curve[].time': ['curves/time'],
  'curve[].textbook': ['curves/textbook'],
  'curve[].textbookError': ['curves/textbook_error'],
  'curve[].best': ['curves/best'],
  'curve[].bestError': ['curves/best_error'],
  slope: ['points/slope'],
  'slope.value': ['points/slope'],
  'slope.error': ['points/slope_error'],
  'slope.kind': ['points/slope_kind'],
  'flow.value': ['flow/flow'],
  'flow.error': ['flow/flow_error'],
  'profile[][]': ['profile/local', 'profile/error'],
  'steady.currents[][]': ['currents/flow', 'currents/error'],
  'steady.left.value': ['flow/left'],
  'steady.left.error': ['flow/left_error'],
  'steady.right.value': ['flow/right'],
  'steady.right.error': ['flow/right_error'],
  'steady.burnIn': ['flow/burn_in'],
  'steady.kept': ['flow/kept'],
  energyError: ['points/energy_error'],
  'frequencies[][]': ['frequencies'],
  'masses[][]': ['masses'],
  'fields[][][]': ['fields'],
  quantity: ['points/quantity'],
  diffusion: ['points/diffusion_kind'],
  'diffusion.kind': ['points/diffusion_kind'],
  'diffusion.value': ['points/diffusion'],
  'diffusion.error': ['points/diffusion_error'],
  step: ['points/step'],
  sampling: ['points/sampling'],
  scheme: ['points/scheme'],
  cutoff: ['points/cutoff'],
  'replicas.done': ['points/replicas_done'],
  'replicas.total': ['points/replicas_total'],
  diagnostics: ['points/acceptance'],
  'diagnostics.exact': ['points/exact'],
  'diagnostics.acceptance': ['points/acceptance'],
  'diagnostics.autocorrelation': ['points/autocorrelation'],
  'diagnostics.effectiveSize': ['points/effective_size'],
  'diagnostics.splitRhat': ['points/split_rhat'],
  'realisations[].kind': ['realisations/kind'],
  'realisations[].standard': ['realisations/standard'],
  'realisations[].error': ['realisations/error'],
  'advice[]': ['advice/text'],
  'warnings[]': ['warnings/text'],
};

/** Everything in a value that is no list and no object, by its path, in order. */
function leaves(value: unknown, path = '', found = new Map<string, unknown[]>()): Map<string, unknown[]> {
  if (Array.isArray(value)) for (const one of value) leaves(one, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) leaves(one, path === '' ? key : `${path}.${key}`, found);
  else found.set(path, [...(found.get(path) ?? []), value]);
  return found;
}

/** The single text of an npy file: code points of 32 bits, behind a header whose length stands in bytes 8 and 9. */
function numpyText(entry: Uint8Array | undefined): string {
  const bytes = Uint8Array.from(entry ?? []);
  const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  return String.fromCodePoint(...new Uint32Array(bytes.slice(start).buffer));
}

describe.each(studies)('%s', (name, text) => {
  const run = join(folder, name);
  const out = (format: string): string => join(folder, `${name}.${format}`);
  const parquet = async (file: string): Promise<Record<string, unknown>[]> =>
    parquetReadObjects({
      file: new Uint8Array(readFileSync(join(out('parquet'), `${file}.parquet`))).buffer,
    });

  beforeAll(async () => {
    runDirectory(run, text);
    for (const format of Object.keys(exportFormats) as FormatName[]) {
      const { status } = await called('export', run, '--to', format, '--out', out(format));
      expect(status).toBe(0);
    }
  });

  test('every field of show --json has its place in the export, with the same values', async () => {
    const { points } = JSON.parse((await called('show', run, '--json')).out) as {
      points: { epsilon: number; temperature: number | 'infinite' }[];
    };
    for (const [number, point] of points.entries()) {
      const fields = leaves(point);
      const { epsilon, temperature } = point;
      // Those of κ are among the warnings of its point.
      const own = fields.get('kappa.warnings[]') ?? [];
      expect(fields.get('warnings[]') ?? []).toEqual(expect.arrayContaining(own));
      fields.delete('kappa.warnings[]');
      for (const [path, values] of fields) {
        expect(places, `${path} of point ${String(number)}`).toHaveProperty([path]);
        const columns = (places[path] ?? []).map((place) => place.split('/'));
        const [[table = '', column] = []] = columns;
        const rows =
          column === undefined
            ? (await parquet(`series/point-e${String(epsilon)}-t${String(temperature)}.${table}`)).map(
                ({ value }) => value,
              )
            : (await parquet(table))
                .filter((row) => row['point'] === number)
                .flatMap((row) => columns.map(([, one = '']) => row[one]));
        const told = values.map((value) => (value === 'infinite' ? Infinity : value));
        expect(rows, path).toEqual(told);
      }
    }
  });

  test('columns have the same types before anything is done, and the title is unharmed in all four formats', async () => {
    const empty = join(folder, `${name}-empty`);
    runDirectory(empty, text, 0);
    for (const format of Object.keys(exportFormats) as FormatName[]) {
      const { status } = await called('export', empty, '--to', format, '--out', `${out(format)}-empty`);
      expect(status).toBe(0);
    }
    const tables = readdirSync(out('parquet')).filter((file) => file.endsWith('.parquet'));
    const types = (path: string, file: string): unknown =>
      parquetMetadata(new Uint8Array(readFileSync(join(path, file))).buffer).schema;
    const arrays = unzipSync(new Uint8Array(readFileSync(`${out('npz')}-empty`)));
    const full = unzipSync(new Uint8Array(readFileSync(out('npz'))));
    const { default: h5wasm } = await import('h5wasm/node');
    await h5wasm.ready;
    const roots = [out('h5'), `${out('h5')}-empty`].map((path) => new h5wasm.File(path, 'r'));
    const dataset = (root: (typeof roots)[number] | undefined, path: string) =>
      root?.get(path) as InstanceType<typeof h5wasm.Dataset>;
    for (const file of tables) {
      const schema = types(out('parquet'), file) as { name: string }[];
      expect(types(`${out('parquet')}-empty`, file), file).toEqual(schema);
      for (const { name: column } of schema.slice(1)) {
        const path = `${file.replace('.parquet', '')}/${column}`;
        const kind = (entry: Uint8Array | undefined): string | undefined =>
          /'descr': '(.[a-zA-Z])/u.exec(Buffer.from(entry ?? []).toString('latin1'))?.[1];
        expect(kind(arrays[`${path}.npy`]), path).toBe(kind(full[`${path}.npy`]));
        const [one, other] = roots.map((root) => {
          const { type, size, signed, vlen, enum_type: members } = dataset(root, `results/${path}`).metadata;
          return { type, size, signed, vlen, members };
        });
        expect(other, path).toEqual(one);
      }
    }
    const told = /^title: '(.*)'$/mu.exec(text)?.[1] ?? (expect.any(String) as unknown);
    const study = (json: unknown): unknown =>
      (JSON.parse(json as string) as { study: { title: unknown } }).study.title;
    expect(study(dataset(roots[0], 'study').value)).toEqual(told);
    for (const root of roots) root.close();
    expect(study(readFileSync(join(out('csv'), 'study.json'), 'utf8'))).toEqual(told);
    const metadata = parquetMetadata(
      new Uint8Array(readFileSync(join(out('parquet'), 'points.parquet'))).buffer,
    );
    expect(study(metadata.key_value_metadata?.find(({ key }) => key === 'study')?.value)).toEqual(told);
    expect(study(numpyText(full['study.npy']))).toEqual(told);
  });

  test('the four formats hold the same tables, columns and arrays', async () => {
    const files = readdirSync(out('parquet'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.parquet'))
      .map((file) => file.replace(/\.parquet$/u, ''));
    const arrays = files.filter((file) => file.startsWith('series/'));
    const tables = readdirSync(out('csv'))
      .filter((file) => file.endsWith('.csv'))
      .map((file) => file.replace(/\.csv$/u, ''));
    expect([...tables, ...arrays].sort()).toEqual([...files].sort());
    const columns = tables.flatMap((table) =>
      (readFileSync(join(out('csv'), `${table}.csv`), 'utf8').split('\n')[0] ?? '')
        .split(',')
        .map((column) => `${table}/${column}`),
    );
    for (const array of arrays)
      expect(readdirSync(join(out('csv'), 'series'))).toContain(`${array.slice(7)}.csv`);
    // Names of groups have dots, those of arrays have none.
    const named = arrays.map((array) => array.replace(/\.(?=[^.]*$)/u, '/'));
    const zipped = Object.keys(unzipSync(new Uint8Array(readFileSync(out('npz')))));
    expect(zipped).toEqual(expect.arrayContaining([...columns, ...named].map((entry) => `${entry}.npy`)));
    const { default: h5wasm } = await import('h5wasm/node');
    await h5wasm.ready;
    const root = new h5wasm.File(out('h5'), 'r');
    for (const column of columns) expect(root.get(`results/${column}`), column).not.toBeNull();
    for (const array of named) expect(root.get(array.replace('series', 'units')), array).not.toBeNull();
    root.close();
  });
});
