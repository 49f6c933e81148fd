// Runs every example of the README and of docs/: each ```yaml block that is a whole study is checked, and every line of a
// ```sh block that calls falloff is run, in one folder per page, so that the examples of a page build on each other.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
for (const page of pages) {
  const folder = mkdtempSync(join(tmpdir(), 'falloff-examples-'));
  cpSync('studies', join(folder, 'studies'), { recursive: true });
  const text = readFileSync(page, 'utf8');
  for (const [, language, info, body] of text.matchAll(/^```(yaml|sh)([^\n]*)\n([\s\S]*?)^```/gm)) {
    if (language === 'yaml') {
      if (!/^model:/m.test(body)) continue;
      const file = /file=(\S+)/.exec(info)?.[1] ?? 'example.yaml';
      writeFileSync(join(folder, file), body);
      call(['check', file], folder, page);
    } else {
      for (const line of body.split('\n')) {
        const words = /^(?:npx )?falloff ([^#]*)/.exec(line.trim())?.[1]?.trim().split(/\s+/);
        if (words) call(words, folder, page);
      }
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${examples} examples of ${pages.length} pages`);
if (examples < 10) throw new Error(`invalid documentation; fewer than 10 examples were found: ${examples}`);

function call(words, cwd, page) {
  examples += 1;
  console.log(`${page}: falloff ${words.join(' ')}`);
  execFileSync(process.execPath, [program, ...words], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
