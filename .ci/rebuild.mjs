// Runs the Python of docs/data.md as a reader would. The page's first study, whose current is recorded, must give back the textbook curve of
// `show --json` from its series. The second one, exported as h5 and npz, must give back both curves.
// So must the study with three replicas (uniform weights) and with more of them. Then NumPy and h5py must see the types that the page
// promises, which are told in the export itself. Needs python3 with numpy and h5py, as Debian has them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve('dist/cli/main.js');
const python = process.env.PYTHON ?? '/usr/bin/python3';
const folder = mkdtempSync(join(tmpdir(), 'falloff-rebuild-'));
const page = readFileSync('docs/data.md', 'utf8');
const files = Array.from(page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```/gm), ([, name, text]) => [
  name,
  text,
]);
const names = files.map(([name]) => name).join(' ');
if (names !== 'recorded.yaml spectrum.py data.yaml rebuild.py')
  throw new Error(`invalid docs/data.md; not two studies and their scripts: ${names}`);
for (const [name, text] of files) writeFileSync(join(folder, name), text);

const call = (command, ...words) =>
  execFileSync(command, words, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
  });
const falloff = (...words) => call(process.execPath, program, ...words);

const types = `
import json, sys
import h5py, numpy as np
npz, h5 = np.load(sys.argv[1]), h5py.File(sys.argv[2], "r")
told = {}
for t, c, kind in zip(npz["columns/table"], npz["columns/column"], npz["columns/type"]):
    told[f"{t}/{c}", f"results/{t}/{c}"] = kind
for group in h5["units"]:
    for name, about in json.loads(h5[f"units/{group}/_head"].asstr()[()])["arrays"].items():
        told[f"series/{group}/{name}", f"units/{group}/{name}"] = about["type"]
        assert list(h5[f"units/{group}/{name}"].attrs["axes"]) == about["axes"], name
kind = lambda a: "text" if a.dtype.kind == "U" or h5py.check_string_dtype(a.dtype) else str(a.dtype)
for (one, other), expected in told.items():
    assert kind(npz[one]) == kind(h5[other]) == expected, (one, kind(npz[one]), kind(h5[other]), expected)
assert npz["study"].item() == h5["study"].asstr()[()]
print(len(told), "arrays and columns of the same types in npz and h5")
`;

falloff('run', 'recorded.yaml', '--out', 'recorded');
falloff('export', 'recorded', '--to', 'h5');
writeFileSync(join(folder, 'recorded.json'), falloff('show', 'recorded', '--json'));
console.log(call(python, 'spectrum.py', 'recorded/results.h5', 'recorded.json').trim());
falloff('export', 'recorded', '--to', 'npz');
console.log(call(python, '-c', types, 'recorded/results.npz', 'recorded/results.h5').trim());

for (const settings of [[], ['replicas=3', 'realisations=1'], ['replicas=24', 'noise=0.01', 'dressing=0']]) {
  const set = settings.flatMap((one) => ['--set', one]);
  const run = `data-${settings.length}`;
  falloff('run', 'data.yaml', ...set, '--out', run);
  writeFileSync(join(folder, `${run}.json`), falloff('show', run, '--json'));
  for (const format of ['h5', 'npz']) {
    falloff('export', run, '--to', format);
    console.log(
      format,
      ...settings,
      call(python, 'rebuild.py', `${run}/results.${format}`, `${run}.json`).trim(),
    );
  }
  console.log(call(python, '-c', types, `${run}/results.npz`, `${run}/results.h5`).trim());
}
rmSync(folder, { recursive: true, force: true });
