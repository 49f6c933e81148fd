// The blocks of docs/clusters.md, each run for all of its eight shares with the variables that its engine sets. The
// results of each are those of one process, byte for byte.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const STUDY = `title: Eight shares
model: {kind: oscillators, dimension: 1, size: 16, coupling: r^4/4, pinning: "0", frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: [0.3, 0.2, 0.1]
realisations: 4
replicas: 4
time: 400
dressing: 1
seed: 5
`;
const SHARES = 8;
/** How each engine tells a task its number, from 1. */
const ENGINES = {
  pbs: (number, folder) => ({
    env: { PBS_O_WORKDIR: folder, PBS_ARRAY_ID: '7', PBS_ARRAY_INDEX: String(number) },
  }),
  sge: (number) => ({ env: { JOB_ID: '7', SGE_TASK_ID: String(number) } }),
  htcondor: (number) => ({ words: ['7', String(number - 1)] }),
  kubernetes: (number) => ({ env: { JOB_COMPLETION_INDEX: String(number - 1) } }),
};

const page = readFileSync('docs/clusters.md', 'utf8');
const blocks = new Map(
  [...page.matchAll(/^```(?:bash|yaml) engine=(\w+)\n([\s\S]*?)^```/gm)].map(([, engine, text]) => [
    engine,
    text,
  ]),
);
const expected = [...Object.keys(ENGINES), 'parallel'];
if ([...blocks.keys()].sort().join() !== expected.toSorted().join())
  throw new Error(`invalid docs/clusters.md; must have one block each for ${expected.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'falloff-clusters-'));
try {
  mkdirSync(join(folder, 'bin'));
  const command = join(folder, 'bin', 'falloff');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli/main.js')}' "$@"\n`);
  chmodSync(command, 0o755);
  writeFileSync(join(folder, 'my.yaml'), STUDY);
  const PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
  const bash = (text, { env = {}, words = [] } = {}) =>
    execFileSync('bash', ['-c', text, 'share.sh', ...words], {
      cwd: folder,
      env: { ...process.env, PATH, ...env },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
  const installed = spawnSync('parallel', ['--version']).status === 0;
  if (!installed) {
    const apt = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
    execFileSync('apt-get', [...apt, 'update'], { stdio: 'pipe' });
    execFileSync('apt-get', [...apt, 'install', '-y', '--no-install-recommends', 'parallel'], {
      stdio: 'pipe',
    });
  }
  bash('falloff run my.yaml --out alone --workers 1');
  const alone = bash('falloff show alone --json');
  for (const [engine, text] of blocks) {
    const task = ENGINES[engine];
    const program = engine === 'kubernetes' ? parse(text).spec.template.spec.containers[0].args[0] : text;
    if (task === undefined) bash(program);
    else for (let number = 1; number <= SHARES; number++) bash(program, task(number, folder));
    if (bash('falloff show runs/my --json') !== alone)
      throw new Error(
        `invalid block for ${engine} in docs/clusters.md; must give the results of one process`,
      );
    console.log(`  ${engine}: ${SHARES} shares, the results of one process`);
    rmSync(join(folder, 'runs'), { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
