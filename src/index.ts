/**
 * The public surface: a study from its text to its results without a command line, and the estimators for anybody's data.
 * Everything here runs in Node and in a browser.
 */
export { torus, type Torus } from './lattice/torus.js';
export { checkedLaw, disorderLaws, type DisorderLaw } from './lattice/disorder.js';
export { frequencies } from './lattice/realisation.js';
export { potential } from './model/potential.js';
export { oscillators, type Oscillators, type PhasePoint } from './model/oscillators.js';
export { hypotheses } from './model/hypotheses.js';
export { hierarchy, type Hierarchy } from './proof/hierarchy.js';
export { schemes, type Scheme } from './kernel/scheme.js';
export { Kernel } from './kernel/kernel.js';
export { conductivity, type ConductivityEstimate } from './estimate/conductivity.js';
export type { RealisationRecord } from './estimate/record.js';
export { tapers } from './estimate/window.js';
export { optimalWeights } from './estimate/weights.js';
export { studyFrom } from './study/schema.js';
export { studyId } from './study/identity.js';
export type { Study } from './study/study.js';
export { points, type Point } from './study/point.js';
export type { Unit } from './study/simulation.js';
export { units } from './study/units.js';
export { unitRun } from './study/unit.js';
export type { UnitRun } from './study/unit-run.js';
export { outcome, pointResult } from './study/outcome.js';
export type { PointResult, StudyResult } from './study/result.js';
