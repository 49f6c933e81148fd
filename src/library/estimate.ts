/** `falloff/estimate`: from series to κ with its error. Plain arrays in, plain objects out; runs in Node and in a browser. */
export { Invalid } from '../data/invalid.js';
export {
  conductivityOfCurrents,
  conductivityOfTransfers,
  type CurrentsOptions,
  type SeriesEstimate,
  type SeriesFacts,
  type TransfersOptions,
} from '../estimate/own-series.js';
export {
  conductivity,
  type ConductivityEstimate,
  type ConductivityOptions,
} from '../estimate/conductivity.js';
export type { BandMean } from '../estimate/current-bands.js';
export { greenKubo, type GreenKubo, type GreenKuboOptions } from '../estimate/green-kubo.js';
export type { BestKappa, CurvePoint, Kappa, KappaKind } from '../estimate/kappa.js';
export type { BlockRecord, BondGraph, RealisationRecord, ScaleRecord } from '../estimate/record.js';
export type { WindowKind } from '../estimate/window.js';
export { sampledRecord, type SamplingOptions, type Series } from '../estimate/sampling.js';
export { optimalWeights } from '../estimate/weights/weights.js';
export { tapers } from '../estimate/window.js';
