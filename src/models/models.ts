import type { ModelKind } from './model.js';
import { chain } from './chain/record.js';
import { oscillatorsKind } from './oscillators/record.js';
import { quartic } from './quartic/record.js';
import { spins } from './spins/record.js';
import type { ModelSpec } from '../study/study.js';

/** Every kind of model that a study may name. */
export const modelKinds: {
  readonly [Kind in ModelSpec['kind']]: ModelKind<Extract<ModelSpec, { readonly kind: Kind }>>;
} = { oscillators: oscillatorsKind, chain, spins, quartic };

/** The record of a model's kind. */
export function kindOf<Spec extends ModelSpec>({ kind }: Spec): ModelKind<Spec> {
  return modelKinds[kind] as ModelKind<ModelSpec> as ModelKind<Spec>;
}
