// Makes fonts/ from DejaVu Sans (dejavu-fonts-ttf, 12 MB): what PNG figures draw letters with. The upright is whole, as a title may hold any
// character, and so that one without a glyph is drawn as a box. The oblique, in which figures set symbols, keeps the scripts and
// signs of formulas; resvg takes what it lacks from the upright.
// `--check` compares instead of writing: the files under version control are those that this script makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);
const original = (file) => readFileSync(require.resolve(`dejavu-fonts-ttf/${file}`));

/** Blocks of Unicode: Latin to Cyrillic, Latin and Greek with marks, punctuation to geometric shapes, mathematical letters. */
const formulas = [
  [0x20, 0x52f],
  [0x1d00, 0x1fff],
  [0x2000, 0x27ff],
  [0x2900, 0x2bff],
  [0x1d400, 0x1d7ff],
];
const text = (ranges) =>
  ranges
    .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .join('');

/** The characters of a font, from its table `cmap` (format 12, which has all of them), as ranges of code points. */
function coverage(font) {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = Array.from({ length: view.getUint16(4) }, (_, i) => 12 + 16 * i);
  const tag = (at) => font.toString('latin1', at, at + 4);
  const cmap = view.getUint32(tables.find((at) => tag(at) === 'cmap') + 8);
  const maps = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, i) => cmap + view.getUint32(cmap + 8 + 8 * i),
  );
  const map = maps.find((at) => view.getUint16(at) === 12);
  const groups = Array.from({ length: view.getUint32(map + 12) }, (_, i) => map + 16 + 12 * i);
  const ranges = [];
  for (const at of groups) {
    const [from, to] = [view.getUint32(at), view.getUint32(at + 4)];
    const last = ranges.at(-1);
    if (last && last[1] + 1 === from) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

const upright = original('ttf/DejaVuSans.ttf');
const files = {
  'DejaVuSans.ttf': upright,
  'DejaVuSans-Oblique.ttf': await subsetFont(original('ttf/DejaVuSans-Oblique.ttf'), text(formulas), {
    targetFormat: 'sfnt',
    noHinting: true,
  }),
  'coverage.json': Buffer.from(`${JSON.stringify(coverage(upright))}\n`),
  LICENSE: original('LICENSE'),
};
for (const [name, bytes] of Object.entries(files)) {
  const path = `fonts/${name}`;
  if (!process.argv.includes('--check')) writeFileSync(path, bytes);
  else if (!readFileSync(path).equals(bytes)) {
    console.log(`invalid ${path}; must be what node .ci/fonts.mjs makes: ${bytes.length} bytes there`);
    process.exitCode = 1;
  }
}
