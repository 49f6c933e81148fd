/** Folders of a run directory: who works in it, and on which units (holder.ts). */
export const HOLDERS = 'holders';
export const CLAIMS = 'claims';
/** The scripts and the logs of Slurm. */
export const LOGS = 'slurm';
