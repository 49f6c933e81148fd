/**
 * The public surface: a study from its text to its results without a command line, and the estimators for anybody's data.
 * Everything here runs in Node and in a browser.
 */
export { torus, type Torus } from './lattice/torus.js';
export { checkedLaw, disorderLaws, type DisorderLaw } from './lattice/disorder.js';
export { frequencies } from './lattice/realisation.js';
export { potential } from './potential/potential.js';
export { oscillators, type Oscillators } from './models/oscillators/hamiltonian.js';
export type { PhasePoint } from './potential/energies.js';
export { hypotheses } from './potential/hypotheses.js';
export { hierarchy, type Hierarchy } from './proof/hierarchy/hierarchy.js';
export { schemes, type Scheme } from './kernel/scheme.js';
export { Kernel } from './kernel/splitting/kernel.js';
export { conductivity, type ConductivityEstimate } from './estimate/conductivity.js';
export type { RealisationRecord } from './estimate/record.js';
export { tapers } from './estimate/window.js';
export { optimalWeights } from './estimate/weights/weights.js';
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
