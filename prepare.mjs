// Builds the program and the lab in a checkout, after `npm ci` and before `npm pack`. What builds them is a development dependency: where those were
// left out (`npm ci --omit=dev`), what was built before stands, and if there is nothing, that is said.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const program = 'dist/cli/main.js';
let compiler = null;
try {
  compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
} catch {
  // Told below.
}
if (compiler !== null) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
  if (status === 0) {
    const { build } = await import('vite');
    await build({ root: 'web', configFile: 'web/vite.config.mjs', logLevel: 'error' });
  }
} else if (existsSync(program)) {
  console.log(`falloff: ${program} stands as it was built; the compiler is not installed.`);
} else {
  console.log(
    `falloff: not built, as the compiler is a development dependency: \`npm ci\` builds ${program}, ` +
      'after which `npm prune --omit=dev` may remove the compiler.',
  );
}
