/** `falloff`: a study from its text to its results, and what it is made of. The other entries are `falloff/estimate`, `/proof` and `/figure`. */
export * from './browser.js';
export { UnfitDirectory } from './store/run-directory.js';
export { HeldDirectory } from './store/holder.js';
export { FileFailure } from './store/files.js';
export { NewerFrame } from './store/frame.js';
export { RunFailure } from './run/scheduler.js';
export {
  readRun,
  runStudy,
  type RunReading,
  type RunStudyOptions,
  type StudyRun,
} from './library/run-study.js';
export type { RunEvent } from './run/event.js';
