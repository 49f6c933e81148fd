/** Who may import whom: the rooms from the ground up, and nothing round in a circle. */
const floors = {
  math: [],
  lattice: ['math'],
  model: ['math', 'lattice'],
  proof: ['math', 'lattice', 'model'],
  kernel: ['math', 'lattice', 'model'],
  gibbs: ['math', 'lattice', 'model', 'kernel'],
  estimate: ['math'],
  study: ['math', 'lattice', 'model', 'proof', 'kernel', 'gibbs', 'estimate'],
  // The paper's statements as named studies: they are made of study files and of calculations, and end in findings. Above `study`,
  // whose results they evaluate; below `run`, whose workers do their calculations, and `report`, which draws their findings.
  paper: ['math', 'lattice', 'model', 'proof', 'kernel', 'gibbs', 'estimate', 'study'],
  store: ['math', 'estimate', 'study'],
  run: ['math', 'study', 'store', 'paper'],
  report: ['math', 'estimate', 'study', 'store', 'proof', 'lattice', 'paper'],
  cli: [
    'math',
    'lattice',
    'model',
    'proof',
    'kernel',
    'gibbs',
    'estimate',
    'study',
    'paper',
    'store',
    'run',
    'report',
  ],
  bench: ['math', 'lattice', 'model', 'proof', 'kernel', 'gibbs', 'estimate', 'study', 'store', 'run'],
};

const pure = '^src/(math|lattice|model|proof|kernel|gibbs|estimate|study|paper)/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.test\\.ts$', '/testing/', '^src/index\\.ts$'] },
      to: {},
    },
    ...Object.entries(floors).map(([room, allowed]) => ({
      name: `${room}-stands-on-its-floors`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: '(\\.test\\.ts$|/testing/)' },
    },
    {
      name: 'runs-in-the-browser-too',
      comment: 'The rooms from math to paper use nothing of Node.',
      severity: 'error',
      from: { path: pure, pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
  },
};
