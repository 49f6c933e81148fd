import { large } from '../../../data/digits.js';
import { Invalid } from '../../../data/invalid.js';
import { frequencyCombination } from '../../../data/notation.js';
import { hierarchy, type StructureOptions } from '../../../proof/hierarchy/hierarchy.js';
import { MOST_PAIRS, tooLarge } from '../../../proof/resonance/denominators.js';
import { vanishes } from '../../../proof/resonance/small-divisor.js';
import { usualOrder, type HierarchyRequest, type ModelHierarchy, type Watch } from '../../hierarchy.js';
import { polynomials } from '../polynomials.js';
import { realisationOf } from '../realisation.js';
import type { OscillatorsStudy } from '../spec.js';
import { oscillatorsReport, type ExactReport, type OscillatorsReport } from './report.js';
import { checkConfined, sampledDoubts, sampledReport } from './sampled.js';
import { oscillatorsText } from './text.js';

/** Section 4.1 for the oscillators of section 2. */
export const oscillatorsHierarchy: ModelHierarchy<OscillatorsStudy, OscillatorsReport> = {
  first: 1,
  takes: ['sampled'],
  report,
  text: oscillatorsText,
};

function report(study: OscillatorsStudy, request: HierarchyRequest, watch: Watch): OscillatorsReport {
  const realisation = realisationOf(study, request.realisation);
  const { lattice, frequencies } = realisation;
  const order = request.order ?? usualOrder(study);
  if (request.bond >= lattice.bonds) {
    throw new Invalid('bond', `not in 0 … ${String(lattice.bonds - 1)}`, request.bond);
  }
  const structure = {
    lattice,
    ...polynomials(study.model),
    order,
    ...(request.rest && { noise: true }),
  };
  if (request.sampled && request.epsilon !== undefined) checkConfined(study, request.epsilon);
  checkSize(structure);
  const own = hierarchy({
    ...structure,
    frequencies,
    bonds: [request.bond],
    ...(request.cutoff !== undefined && { cutoff: request.cutoff }),
  });
  const exact = oscillatorsReport({
    lattice,
    hierarchy: own,
    epsilon: request.epsilon ?? (study.epsilon[0] as number),
    temperature: request.temperature ?? (study.temperature[0] as number),
    ...(request.terms && { terms: true }),
  });
  checkSolvable(study, exact, request.bond);
  if (!request.sampled) return { ...exact, warnings: [] };
  const sampled = sampledReport(study, realisation, own, exact, request, watch);
  return { ...exact, sampled, warnings: sampledDoubts(sampled) };
}

/** Refuses an order whose functions would not fit in memory. */
function checkSize(options: StructureOptions): void {
  const highest = options.noise === true ? options.order + 1 : options.order;
  const beyond = tooLarge({ ...options, order: highest });
  if (beyond === null) return;
  const rule = `a function of order ${String(beyond.order)} has about ${large(beyond.pairs)} pairs of monomials, more than ${large(MOST_PAIRS)}`;
  throw new Invalid('order', rule, options.order);
}

/** Refuses exact resonances, for which (8)–(10) have no solution. */
function checkSolvable(
  { model }: OscillatorsStudy,
  { orders, frequencies }: ExactReport,
  bond: number,
): void {
  const largest = frequencies.reduce((a, b) => Math.max(a, b), 0);
  for (const { order, smallestDenominator, smallestXi } of orders) {
    if (smallestDenominator === null) continue;
    const norm = Object.values(smallestXi).reduce((sum, xi) => sum + Math.abs(xi), 0);
    if (!vanishes({ value: smallestDenominator, norm }, largest)) continue;
    const rule =
      `the ${model.frequencies.law} law made an exact resonance near bond ${String(bond)}, ${frequencyCombination(smallestXi)} = 0, ` +
      `so that order ${String(order)} of the hierarchy has no solution (Remark 1); --cutoff leaves such terms out`;
    throw new Invalid('frequencies', rule, smallestDenominator);
  }
}
