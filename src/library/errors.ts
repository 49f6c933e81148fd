/** What may be thrown. The message of each is one line, `invalid NAME; RULE: VALUE`. */
export { Invalid } from '../data/invalid.js';
export { StudyError } from '../study/problem.js';
export { UnfitDirectory } from '../store/run-directory.js';
export { HeldDirectory } from '../store/holder.js';
export { FileFailure } from '../store/files.js';
export { NewerFrame } from '../store/frame.js';
export { RunFailure } from '../run/scheduler.js';
export { MemoryRefused } from '../kernel/memory.js';
