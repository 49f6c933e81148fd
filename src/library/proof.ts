/** `falloff/proof`: section 4 of the paper as functions; runs in Node and in a browser. */
export { Invalid } from '../data/invalid.js';
export { torus, type Torus } from '../lattice/torus.js';
export type { DisorderLaw } from '../lattice/disorder.js';
export { frequencies } from '../lattice/realisation.js';
export { potential } from '../potential/potential.js';
export { hierarchy, type Hierarchy, type HierarchyOptions } from '../proof/hierarchy/hierarchy.js';
export type { HierarchyReport } from '../proof/hierarchy/report.js';
export { oscillatorsReport, type OscillatorsReport } from '../models/oscillators/hierarchy/report.js';
export { modes, type Modes } from '../models/chain/modes.js';
export { modeHierarchy, type ModeHierarchy } from '../models/chain/hierarchy/hierarchy.js';
export { spinHierarchy } from '../models/spins/hierarchy/hierarchy.js';
export { spinReport, type SpinReport } from '../models/spins/hierarchy/report.js';
export { fields as spinFields } from '../models/spins/fields.js';
export {
  resonances,
  resonancesReport,
  type ResonanceOptions,
  type Resonances,
  type ResonancesReport,
} from '../proof/resonance/resonances.js';
export { clusters, type Cluster } from '../proof/resonance/clusters.js';
export { cuts, rerouting, type Rerouting } from '../proof/resonance/rerouting.js';
export { clusterDrawing } from '../proof/resonance/cluster-drawing.js';
export {
  conductivityBound,
  dissipation,
  dissipationForms,
  type Dissipation,
} from '../proof/resonance/bound.js';
