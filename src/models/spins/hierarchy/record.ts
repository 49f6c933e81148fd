import { Invalid } from '../../../data/invalid.js';
import { usualOrder, type HierarchyRequest, type ModelHierarchy } from '../../hierarchy.js';
import { HIGHEST_DRESSING } from '../dressing.js';
import { spinsOf } from '../form.js';
import type { SpinsStudy } from '../spec.js';
import { spinHierarchy } from './hierarchy.js';
import { spinReport, type SpinReport } from './report.js';
import { spinText } from './text.js';

/** Section 5.2: the hierarchy in the components of each spin along and around its field. */
export const spinsHierarchy: ModelHierarchy<SpinsStudy, SpinReport> = {
  first: 1,
  takes: [],
  report,
  text: spinText,
};

function report(study: SpinsStudy, request: HierarchyRequest): SpinReport {
  const [first = 0] = study.epsilon;
  const epsilon = request.epsilon ?? first;
  const { lattice, fields } = spinsOf(study, epsilon, request.realisation);
  const order = request.order ?? usualOrder(study);
  if (request.bond >= lattice.bonds)
    throw new Invalid('bond', `not in 0 … ${String(lattice.bonds - 1)}`, request.bond);
  const highest = HIGHEST_DRESSING - (request.rest ? 1 : 0);
  if (order > highest)
    throw new Invalid('order', `above ${String(highest)}, for which functions of spins fit in memory`, order);
  if (request.temperature !== undefined)
    throw new Invalid('temperature', 'the norms of spins are those of T = ∞', request.temperature);
  const own = spinHierarchy({
    lattice,
    fields,
    order,
    bonds: [request.bond],
    ...(request.cutoff !== undefined && { cutoff: request.cutoff }),
    ...(request.rest && { remainder: true }),
  });
  return spinReport(lattice, own, epsilon, request.terms === true);
}
