/** `falloff`: a study from its text to its results, and what it is made of. The other entries are `falloff/estimate`, `/proof` and `/figure`. */
export * from './library/errors.js';
export {
  readRun,
  runStudy,
  type RunReading,
  type RunStudyOptions,
  type StudyRun,
} from './library/run-study.js';
export type { RunEvent } from './run/event.js';
export { studyFrom } from './plan/schema.js';
export { studyId } from './plan/identity.js';
export type { Study } from './study/study.js';
export { points, type Point } from './study/point.js';
export type { Unit } from './study/unit.js';
export { units } from './plan/units.js';
export { unitRun } from './simulate/unit.js';
export type { UnitRun } from './data/unit-run.js';
export { outcome, pointResult } from './result/outcome.js';
export type { PointResult, StudyResult } from './result/result.js';
export { torus, type Torus } from './lattice/torus.js';
export { checkedLaw, disorderLaws, type DisorderLaw } from './lattice/disorder.js';
export { frequencies } from './lattice/realisation.js';
export { potential } from './potential/potential.js';
export { hypotheses } from './potential/hypotheses.js';
export { oscillators, type Oscillators } from './models/oscillators/hamiltonian.js';
export type { PhasePoint } from './potential/energies.js';
export { schemes, type Scheme } from './kernel/scheme.js';
export { kernelsReady } from './kernel/assembler.js';
export { Kernel } from './kernel/splitting/kernel.js';
