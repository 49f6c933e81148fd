import type { ModelKind } from './kind.js';
import { chain } from './kinds/chain.js';
import { oscillatorsKind } from './kinds/oscillators.js';
import { quartic } from './kinds/quartic.js';
import { spins } from './kinds/spins.js';
import type { ModelSpec } from './study.js';

/** Every kind of model that a study may name. */
export const modelKinds: {
  readonly [Kind in ModelSpec['kind']]: ModelKind<Extract<ModelSpec, { readonly kind: Kind }>>;
} = { oscillators: oscillatorsKind, chain, spins, quartic };

/** The record of a model's kind. */
export function kindOf<Spec extends ModelSpec>({ kind }: Spec): ModelKind<Spec> {
  return modelKinds[kind] as ModelKind<ModelSpec> as ModelKind<Spec>;
}
