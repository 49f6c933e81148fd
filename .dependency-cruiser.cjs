/**
 * Who may import whom: the rooms from the ground up. Every room may import itself and what its line names, and nothing else;
 * tests and their helpers may import what they like. `.ci/permissions.mjs` fails where a line allows what nobody uses.
 */
const physics = ['math', 'data', 'lattice', 'potential'];
const kernels = ['kernel', 'kernel/splitting'];
const models = ['oscillators', 'chain', 'spins', 'quartic', 'rotors'];

const rooms = {
  math: [],
  data: [],
  lattice: ['math', 'data'],
  // Polynomials as potentials, the energies of sites in them, and the paper's hypotheses on them.
  potential: ['math', 'data', 'lattice'],
  // What is exactly known of harmonic lattices, whichever model has them for its limit.
  harmonic: physics,
  estimate: ['math', 'data'],
  // What a kernel computes, described once, and its printers: WebAssembly text and C.
  'kernel/program': ['math'],
  kernel: ['math', 'data', 'lattice', 'kernel/program'],
  // Rotations and kicks of sites joined by bonds, which three models share.
  'kernel/splitting': [...physics, 'kernel', 'kernel/program'],
  gibbs: [...physics, ...kernels],
  'proof/hierarchy': physics,
  'proof/resonance': [...physics, 'proof/hierarchy'],
  // The language of studies: it knows no model.
  study: ['math', 'data', 'lattice', 'potential', 'estimate'],
  // The type of a model's record, and what several models say alike.
  models: ['data', 'lattice', 'potential', 'estimate', ...kernels, 'gibbs', 'proof/hierarchy', 'study'],
  // What models share above the kernel: the choices that a dressing asks for, and the plan and simulation of sites joined by bonds.
  dressing: ['estimate', 'kernel'],
  splitting: ['math', 'data', ...kernels, 'gibbs', 'study', 'models'],
  'models/oscillators': [
    ...physics,
    'estimate',
    ...kernels,
    'gibbs',
    'proof/hierarchy',
    'proof/resonance',
    'study',
    'models',
    'dressing',
    'splitting',
  ],
  'models/chain': [
    ...physics,
    ...kernels,
    'kernel/program',
    'proof/hierarchy',
    'study',
    'models',
    'dressing',
    'splitting',
  ],
  'models/spins': [
    'math',
    'data',
    'lattice',
    'estimate',
    'kernel',
    'kernel/program',
    'gibbs',
    'proof/hierarchy',
    'study',
    'models',
    'dressing',
    'splitting',
  ],
  'models/quartic': [...physics, ...kernels, 'study', 'models', 'splitting'],
  'models/rotors': [
    'math',
    'data',
    'lattice',
    'potential',
    'kernel',
    'kernel/program',
    'gibbs',
    'study',
    'models',
    'splitting',
  ],
  registry: [...models.map((name) => `models/${name}`), 'models', 'study'],
  plan: [
    'data',
    'lattice',
    'potential',
    'estimate',
    ...kernels,
    'gibbs',
    'study',
    'models',
    'splitting',
    'registry',
  ],
  simulate: ['math', 'data', 'estimate', 'kernel', 'study', 'models', 'splitting', 'registry', 'plan'],
  result: ['data', 'lattice', 'estimate', 'kernel', 'gibbs', 'study', 'models', 'registry', 'plan'],
  // What a named study is; the statements of the paper, a folder each; and the list of them.
  paper: ['data', 'estimate', 'study', 'result'],
  'paper/*': [
    ...physics,
    'harmonic',
    'estimate',
    ...kernels,
    'gibbs',
    'proof/hierarchy',
    'proof/resonance',
    'study',
    ...models.filter((name) => name !== 'spins').map((name) => `models/${name}`),
    'result',
    'paper',
  ],
  catalogue: ['data', 'kernel', 'paper', 'paper/*'],
  // Drawing, free of Node and of the DOM.
  figure: ['math', 'data', 'estimate', 'proof/resonance', 'result'],
  store: ['data'],
  // Kernels from the machine's C compiler, where there is one.
  native: ['kernel', 'kernel/program', 'store'],
  // The engine knows no model and no statement.
  run: ['data', 'kernel', 'result', 'store', 'native'],
  // The work of threads on studies: units are done, kept and adopted.
  workshop: ['data', 'kernel', 'study', 'models', 'plan', 'simulate', 'result', 'store', 'run'],
  // A report as HTML text, which the lab shows too.
  'report/page': ['data', 'estimate', 'study', 'registry', 'result', 'figure'],
  report: ['data', 'estimate', 'plan', 'study', 'result', 'figure', 'store', 'report/page'],
  // What the lab asks for, on loopback; it knows no study.
  serve: [],
  // What the package's entries offer beyond the rooms' own functions.
  library: [
    'data',
    'lattice',
    'potential',
    'estimate',
    'kernel',
    'proof/hierarchy',
    'proof/resonance',
    'study',
    'models/oscillators',
    'models/chain',
    'models/spins',
    'plan',
    'result',
    'figure',
    'store',
    'run',
    'workshop',
  ],
};

const catalogue = ['calculations', 'catalogue', 'workshop'].join('|');

/** The files of a room. */
const places = {
  simulate: '^src/simulate/(?!workshop\\.ts)[^/]+$',
  workshop: '^src/simulate/workshop\\.ts$',
  kernel: '^src/kernel/(schemes/)?[^/]+$',
  models: '^src/models/(?!models\\.ts)[^/]+$',
  registry: '^src/models/models\\.ts$',
  report: '^src/report/(?!page/)',
  paper: `^src/paper/(?!(${catalogue})\\.ts)[^/]+$`,
  'paper/*': '^src/paper/([^/]+)/',
  catalogue: `^src/paper/(${catalogue})\\.ts$`,
};
const place = (room) => places[room] ?? `^src/${room}/`;

const forHelpers = '(\\.test\\.ts$|/testing/)';
/** The rooms that a browser can load: from the ground up to the paper and the figures. */
const pure = Object.keys(rooms).filter(
  (room) => !['store', 'native', 'run', 'workshop', 'report', 'serve', 'library'].includes(room),
);

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.test\\.ts$',
          '/testing/',
          '^src/(index|browser)\\.ts$',
          '^src/library/(estimate|figure|proof)\\.ts$',
          '^web/vite\\.config\\.mjs$',
        ],
      },
      to: {},
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-what-it-may`,
      severity: 'error',
      from: { path: place(room), pathNot: forHelpers },
      // A statement of the paper may import itself, not another one.
      to: {
        path: '^src/',
        pathNot: [room === 'paper/*' ? '^src/paper/$1/' : place(room), ...allowed.map(place)],
      },
    })),
    {
      name: 'every-file-has-a-room',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [...Object.keys(rooms).map(place), '^src/(cli|bench)/', '^src/(index|browser)\\.ts$'],
      },
      to: {},
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'nobody-imports-the-benchmarks',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bench/' },
      to: { path: '^src/bench/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: forHelpers },
      to: { path: forHelpers },
    },
    {
      name: 'runs-in-the-browser-too',
      comment: 'The rooms from math to paper and figure use nothing of Node.',
      severity: 'error',
      from: { path: pure.map(place), pathNot: forHelpers },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-browser-entry-needs-no-node',
      severity: 'error',
      from: { path: '^src/browser\\.ts$' },
      to: { path: '^src/(cli|bench|store|native|run|report|library)/' },
    },
    {
      name: 'the-lab-imports-what-a-browser-can-load',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: pure.map(place) },
    },
    {
      name: 'nobody-imports-the-lab',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'figures-need-no-document-of-their-own',
      comment: 'A figure draws into the document that it is given, which in Node is made by report.',
      severity: 'error',
      from: { path: '^src/figure/', pathNot: forHelpers },
      to: { path: 'node_modules/(linkedom|@resvg)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
  },
};
Object.defineProperty(module.exports, 'rooms', { value: { rooms, place }, enumerable: false });
