// Runs every example of the README and of docs/: each ```yaml block that is a whole study is checked, and every line of a
// ```sh block that calls falloff is run, as is each ```js block, which imports the package by its name, in one folder per page, so that the examples of a page build on each other. What stands indented
// right below an ```sh or ```js block must be in what its commands print, line after line; … stands for the rest of a line, or for lines left out.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve('dist/cli/main.js');
const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((f) => f.endsWith('.md'))
    .map((f) => join('docs', f)),
];
let examples = 0;
let printed = 0;
const wrong = [];
for (const page of pages) {
  const folder = mkdtempSync(join(tmpdir(), 'falloff-examples-'));
  cpSync('studies', join(folder, 'studies'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'falloff'));
  const text = readFileSync(page, 'utf8');
  for (const [, language, info, body, below] of text.matchAll(
    /^```(yaml|sh|js)([^\n]*)\n([\s\S]*?)^```\n((?:\n*(?: {4}[^\n]*)\n)*)/gm,
  )) {
    if (language === 'yaml') {
      if (!/^model:/m.test(body)) continue;
      const file = /file=(\S+)/.exec(info)?.[1] ?? 'example.yaml';
      writeFileSync(join(folder, file), body);
      call(['check', file], folder, page);
    } else if (language === 'js') {
      writeFileSync(join(folder, 'example.mjs'), body);
      compare(below, node(['example.mjs'], folder, page), page);
    } else {
      let output = '';
      for (const line of body.split('\n')) {
        const words = /^(?:npx )?falloff ([^#]*)/.exec(line.trim())?.[1]?.trim().split(/\s+/);
        // Words in quotes have no spaces in them.
        if (words)
          output += call(
            words.map((word) => word.replace(/^'(.*)'$/, '$1')),
            folder,
            page,
          );
      }
      if (output !== '') compare(below, output, page);
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${examples} examples of ${pages.length} pages, ${printed} lines of what they print`);
if (examples < 10) throw new Error(`invalid documentation; fewer than 10 examples were found: ${examples}`);
if (wrong.length > 0) throw new Error(`invalid documentation; not what is printed:\n${wrong.join('\n')}`);

function call(words, cwd, page) {
  examples += 1;
  console.log(`${page}: falloff ${words.join(' ')}`);
  return printedBy([program, ...words], cwd);
}

function node(words, cwd, page) {
  examples += 1;
  console.log(`${page}: a program in JavaScript`);
  return printedBy(words, cwd);
}

function printedBy(words, cwd) {
  return execFileSync(process.execPath, words, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
  });
}

function compare(below, output, page) {
  const lines = output.split('\n').map((line) => line.trim());
  let at = 0;
  for (const line of below.split('\n').map((one) => one.trim())) {
    if (line === '' || line === '…') continue;
    printed += 1;
    const found = lines.findIndex(
      (one, i) => i >= at && (line.endsWith('…') ? one.startsWith(line.slice(0, -1).trim()) : one === line),
    );
    if (found < 0) wrong.push(`${page}: ${line}`);
    else at = found + 1;
  }
}
