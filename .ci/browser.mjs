// The library in a browser: bundled, it does small studies of every kind in headless Chromium, and gives the bits that it gives in Node,
// in every result of a unit and in every estimate. Needs Chromium, as Debian has it.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const entry = resolve('dist/browser.js');
const common = 'realisations: 2\nreplicas: 6\ntime: 64\nseed: 1\nsampler: { trajectories: 8 }\n';
const oscillators = (rest) =>
  `model: { kind: oscillators, ${rest}, frequencies: { law: uniform, from: 1, to: 2 } }\ntemperature: 1\n`;
const studies = {
  oscillators: `${oscillators("dimension: 1, size: 8, coupling: r^4/4, pinning: '0'")}epsilon: [0.3, 0.03]\nnoise: 0.01\ndressing: 2\n${common}`,
  'd = 2, noise': `${oscillators('dimension: 2, size: 4, coupling: r^2/2+r^4/4, pinning: q^4/4')}epsilon: 0.1\nnoise: epsilon^2\n${common}`,
  'between baths': `${oscillators('dimension: 1, size: 6, coupling: r^4/4')}`.replace(
    'temperature: 1\n',
    `baths: { left: 1.5, right: 0.5, friction: 1 }\nepsilon: 0.3\n${common.replace(/sampler.*\n/u, '')}`,
  ),
  chain: `model: { kind: chain, size: 9, frequencies: { law: uniform, from: 1, to: 4 }, coupling: r^4/4, pinning: q^4/4 }\ntemperature: 1\nepsilon: 0.05\ndressing: 2\n${common}`,
  spins: `model: { kind: spins, size: 8, fields: { law: uniform, from: 1, to: 2 } }\ntemperature: [infinite, 1]\nepsilon: 0.3\ndressing: 1\n${common}`,
  'spins in a plane, even-odd': `model: { kind: spins, size: 8, fields: { law: uniform, from: 1, to: 2, plane: true } }\ntemperature: 1\nepsilon: 0.3\nscheme: even-odd\n${common}`,
  'masses, between baths': `model: { kind: chain, size: 7, masses: { law: uniform, from: 0.5, to: 3 } }\nbaths: { left: 1.5, right: 0.5, friction: 1 }\nepsilon: 0.3\n${common.replace(/sampler.*\n/u, '')}`,
  rotors: `model: { kind: rotors, size: 8 }\ntemperature: 1\nepsilon: [1, 0.3]\n${common.replace(/realisations.*\n/u, '')}`,
  'rotors, d = 3, noise': `model: { kind: rotors, dimension: 3, size: 3 }\ntemperature: 2\nepsilon: 0.3\nnoise: epsilon^2\n${common.replace(/realisations.*\n/u, '')}`,
  quartic: `model: { kind: quartic, size: 8 }\ntemperature: 1\nepsilon: 0.5\nscheme: SRKN14\n${common.replace(/realisations.*\n/u, '')}`,
};

/** One line of text for every unit, with all bits of its result, and one for every point; runs in either world, so that it uses neither. */
function digits(library, text) {
  const bits = (array) =>
    Array.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
  const study = library.studyFrom(text, 'study.yaml');
  const frames = new Map();
  const lines = library.units(study).map((unit) => {
    const run = library.unitRun(study, unit);
    run.advance(Infinity);
    const { head, columns } = run.result();
    frames.set(unit.id, { head, columns });
    return `${unit.id} ${JSON.stringify([head, Object.entries(columns).map(([name, array]) => [name, bits(array)])])}`;
  });
  return [...lines, ...library.outcome(study, frames).map((point) => JSON.stringify(point))];
}

const { outputFiles } = await build({
  stdin: { contents: `export * from ${JSON.stringify(entry)};`, resolveDir: '.' },
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  logLevel: 'error',
  // wabt asks for these only where it finds itself in Node.
  external: ['fs', 'path', 'crypto'],
});
const library = await import(pathToFileURL(entry).href);
await library.kernelsReady();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let wrong = 0;
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.log(String(error)));
  await page.evaluate(async (code) => {
    globalThis.falloff = await import(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    await globalThis.falloff.kernelsReady();
  }, outputFiles[0].text);
  await page.addScriptTag({ content: digits.toString() });
  console.log(
    `Chromium ${browser.version()}, ${Math.round(outputFiles[0].text.length / 1000)} kB of library`,
  );
  for (const [name, text] of Object.entries(studies)) {
    const here = digits(library, text);
    const there = await page.evaluate((study) => globalThis.digits(globalThis.falloff, study), text);
    const differing =
      here.filter((line, i) => line !== there[i]).length + Math.abs(here.length - there.length);
    const digest = createHash('sha256').update(here.join('\n')).digest('hex').slice(0, 16);
    console.log(
      `${name}: ${differing === 0 ? 'the same' : `${differing} different`} of ${here.length}, ${digest}`,
    );
    wrong += differing;
  }
} finally {
  await browser.close();
}
process.exit(wrong === 0 ? 0 : 1);
