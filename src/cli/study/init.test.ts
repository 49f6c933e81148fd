import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-init-'));

test('init writes a file that check accepts, and whose first line leads to the schema', async () => {
  const file = join(folder, 'chain.yaml');
  expect(await called('init', 'chain', '--out', file)).toMatchObject({
    status: 0,
    out: `${file}\n`,
    err: '',
  });
  expect((await called('check', file)).status).toBe(0);
  const [, url = ''] = /^# yaml-language-server: \$schema=(\S+)\n/u.exec(readFileSync(file, 'utf8')) ?? [];
  const schema = await called('schema');
  expect(JSON.parse(readFileSync(fileURLToPath(url), 'utf8'))).toEqual(JSON.parse(schema.out));
});

test('init does not overwrite, and names the kinds where it knows none', async () => {
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, 'mine');
  const again = await called('init', 'spins', '--out', file);
  expect(again).toMatchObject({ status: 2, out: '', err: `invalid out; exists already: ${file}\n` });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const none = await called('init', 'rotor');
  expect(none.status).toBe(2);
  expect(none.err).toMatch(/^invalid KIND; not one of oscillators, chain, .*: rotor\n$/u);
});

test('cite: what the study used and nothing else, each entry once', async () => {
  const file = join(folder, 'cited.yaml');
  await called('init', 'oscillators', '--out', file);
  const usual = await called('cite', file, '--bibtex');
  const keys = (text: string) => [...text.matchAll(/^@\w+\{(\w+),/gmu)].map(([, key]) => key);
  expect(keys(usual.out)).toEqual([
    'Huveneers2013',
    'Blanes2013',
    'Duane1987',
    'Green1954',
    'Kubo1957',
    'Harris1978',
    'Salmon2011',
    'falloff',
  ]);
  const set = ['--set', 'noise=epsilon^2', '--set', 'scheme=SRKN14', '--set', 'windows=prolate'];
  expect(keys((await called('cite', file, '--bibtex', ...set)).out)).toEqual([
    'Huveneers2013',
    'BlanesMoan2002',
    'Duane1987',
    'BernardinHuveneers2013',
    'Green1954',
    'Kubo1957',
    'Slepian1978',
    'Salmon2011',
    'falloff',
  ]);
  const text = (await called('cite', file)).out;
  expect(text).toMatch(/^The paper\n {2}F\. Huveneers, /u);
  expect(keys(text)).toEqual(keys(usual.out));
});

test('cite: a named study is cited by its directory, with what its parts use', async () => {
  const directory = join(folder, 'packet');
  mkdirSync(join(directory, 'packets'), { recursive: true });
  const { out, status } = await called('cite', directory);
  expect(status).toBe(0);
  expect(out).toMatch(/^The paper\n {2}F\. Huveneers, .*\nThe named study packet\n {2}S\. Flach, /su);
  const falloffStudy = join(folder, 'falloff');
  mkdirSync(join(falloffStudy, 'ring'), { recursive: true });
  // No part has that name: a directory without a run.
  expect((await called('cite', falloffStudy)).err).toContain('has no study.json');
});
