/** A typed array that a file or a message can carry. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The state or the result of a piece of work as plain data: facts in `head`, long arrays in `columns`. Checkpoints,
 * messages from workers and stored results are frames.
 */
export interface Frame {
  readonly head: { readonly [key: string]: Json };
  readonly columns: { readonly [name: string]: Column };
}
