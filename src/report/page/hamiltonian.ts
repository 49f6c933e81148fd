import type { Json } from '../../data/frame.js';
import { isKind, modelKinds } from '../../models/models.js';
import { escaped } from './html.js';

/** The Hamiltonian of a study's model on a line of its own, with its meaning as text; nothing for a kind that is not known here. */
export function hamiltonianHtml(model: Json | undefined): string {
  const kind = (model as { readonly kind?: Json } | null | undefined)?.kind;
  if (!isKind(kind)) return '';
  const { text, mathml } = modelKinds[kind].hamiltonian;
  return `<div class="formula" tabindex="0" role="group" aria-label="Hamiltonian"><math display="block" alttext="${escaped(text)}"><mrow>${mathml}</mrow></math></div>`;
}
