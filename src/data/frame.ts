/** A typed array that a file or a message can carry. */
export type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The state or the result of a piece of work as plain data: small facts in `head`, long arrays in `columns`.
 * It is what checkpoints hold, what workers send, and what results are kept in.
 */
export interface Frame {
  readonly head: { readonly [key: string]: Json };
  readonly columns: { readonly [name: string]: Column };
}
