import type { Json } from '../data/frame.js';
import type { KernelChoice } from '../native/kernels.js';
import type { Damage, FailureRecord } from '../store/unit-files.js';

/** What a worker thread is made with. */
export interface WorkerSetup {
  readonly directory: string;
  /** The id that frames bear. */
  readonly family: string;
  /** The address of a module that exports a `WorkshopModule`. */
  readonly workshop: string;
  readonly material: Json;
  readonly kernels: KernelChoice;
  /** One number, shared by all threads: not 0 when they shall write their checkpoints and stop. */
  readonly stop: SharedArrayBuffer;
  readonly checkpointSeconds: number;
  readonly sliceMilliseconds: number;
}

/** What a worker thread is asked: to do one unit. It answers with one of `finished`, `stopped`, `failed`, `fatal`. */
export interface WorkerOrder {
  readonly unit: string;
}

/** What a worker thread tells. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly unit: string; readonly done: number; readonly work: number }
  | { readonly kind: 'damage'; readonly damage: Damage }
  /** The result is on disk, durably. */
  | { readonly kind: 'finished'; readonly unit: string }
  /** Asked to stop, and the checkpoint is on disk, durably. */
  | { readonly kind: 'stopped'; readonly unit: string }
  /** The unit cannot be done; others can. */
  | { readonly kind: 'failed'; readonly failure: FailureRecord }
  /** Nothing can be done here: the disk is full, or the workshop cannot be made. */
  | { readonly kind: 'fatal'; readonly message: string };
