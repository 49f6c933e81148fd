import { Command } from 'commander';
import { MOST_PAIRS, tooLarge } from '../../proof/resonance/denominators.js';
import { hierarchy, type StructureOptions } from '../../proof/hierarchy/hierarchy.js';
import { hierarchyReport, type HierarchyReport } from '../../proof/hierarchy/report.js';
import { vanishes } from '../../proof/resonance/small-divisor.js';
import { isOf } from '../../models/models.js';
import type { OscillatorsStudy } from '../../models/oscillators/spec.js';
import { chainHierarchyReport } from './chain.js';
import { chainHierarchyText } from './chain-text.js';
import { Refusal } from '../failure.js';
import type { HierarchyFlags } from './flags.js';
import { hierarchyText } from './text.js';
import { large, positiveNumber, realisationNumber, wholeNumber } from '../numbers.js';
import { combination, oscillatorsStudy, realisationOf, usualOrder } from '../text/realisation.js';
import { checkConfined, sampledDoubts, sampledReport, type SampledReport } from './sampled.js';
import { spinHierarchyText, spinReport } from './spins.js';
import { setOption, studyFile } from '../study-file.js';
import { lineWidth, type Stream, type Terminal } from '../text/terminal.js';

interface CommandFlags extends HierarchyFlags {
  readonly set?: readonly string[];
  readonly json?: true;
}

const notes = `
Solves −A_har u⁽¹⁾ = j_b, −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾ (equations (8) to (10) of the
paper) for one bond b, as polynomials: u⁽ᵏ⁾ = Σ c·Re(Π z_x^k z̄_x^l), z = ωq + ip.
Bond number of (x, x+e_k) is d·x + (k−1), site number x₁ + N x₂ + ….
Monomials are counted with both of each conjugate pair; norms are ⟨(u⁽ᵏ⁾)²⟩^½ over
the Gibbs measure at ε = 0, in closed form. --sampled adds those at ε, with their errors, and
the means ⟨u⁽ᵏ⁾⟩, which are 0 at ε = 0; its time grows with the number of sites.
For spins (section 5.2) u⁽ᵏ⁾ = Σ Re[c Π (S^z)^a (S^+)^b (S^−)^c], each spin in the frame of its
field, and norms are those of T = ∞.
For kind: chain the orders are 0, 1 … n (default 1) in the coordinates z_k = ω_kQ_k + iP_k
of its modes: a term is { factors: [{ mode, conjugate }, …], value }, one of each conjugate
pair. Order 0 has all modes, a higher one the strongest at the bond, as many as take seconds;
--rest tells A_anh u⁽ⁿ⁾ alone. A --cutoff bounds terms of order 1, and leaves out those above.
`;

/** `falloff hierarchy`: section 4.1 of the paper for one bond. */
export function hierarchyCommand({ out, err }: Terminal): Command {
  return new Command('hierarchy')
    .option('--bond <B>', 'number of the bond', wholeNumber(0), 0)
    .option('--order <n>', "the highest order (default: the study's dressing, at least 1)", orderOrZero)
    .option('--terms', 'list the terms too')
    .option('--rest', 'the rest of (11) too: A_anh u⁽ⁿ⁾, and v⁽ⁿ⁾ with −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾ (Lemma 2)')
    .option('--cutoff <C>', 'leave out terms with |ω·ξ| below this (default: none)', positiveNumber)
    .option(
      '--modes <M>',
      'kind: chain: so many modes at every order (default: fewer at higher ones)',
      wholeNumber(1),
    )
    .option('--epsilon <E>', "ε (default: the study's first)", positiveNumber)
    .option('--temperature <T>', "T, for the norms (default: the study's first)", positiveNumber)
    .option('--realisation <R>', 'which realisation of the frequencies, from 0', realisationNumber, 0)
    .option('--sampled', 'kind: oscillators: norms and means at ε too, by Monte Carlo')
    .option('--samples <M>', 'points of phase space of --sampled (default: 100000)', wholeNumber(1))
    .option('--force', 'sample even if it is predicted to take more than an hour')
    .option(...setOption)
    .option('--json', 'one JSON object with everything')
    .addHelpText('after', notes)
    .action((path: string, flags: CommandFlags) => {
      const given = studyFile(path, flags.set).study;
      if (flags.order === 0 && !isOf(given, 'chain'))
        throw new Refusal('order', 'not a whole number of at least 1', '0');
      if (flags.modes !== undefined && !isOf(given, 'chain'))
        throw new Refusal('modes', 'for kind: chain alone', String(flags.modes));
      if (flags.sampled && !isOf(given, 'oscillators'))
        throw new Refusal('sampled', 'for kind: oscillators alone', given.model.kind);
      if (flags.samples !== undefined && !flags.sampled)
        throw new Refusal('samples', 'of --sampled, which is not asked for', String(flags.samples));
      if (isOf(given, 'spins')) {
        // In closed form: nothing is in doubt.
        const report = { ...spinReport(given, flags), warnings: [] };
        const text = (): string => spinHierarchyText(given, report, { ...flags, width: lineWidth(out) });
        out.write(flags.json ? `${JSON.stringify(report)}\n` : text());
        return;
      }
      if (isOf(given, 'chain')) {
        const report = { ...chainHierarchyReport(given, flags), warnings: [] };
        const text = (): string => chainHierarchyText(given, report, { ...flags, width: lineWidth(out) });
        out.write(flags.json ? `${JSON.stringify(report)}\n` : text());
        return;
      }
      const study = oscillatorsStudy(given);
      const report = reportOf(study, flags, err);
      out.write(
        flags.json
          ? `${JSON.stringify(report)}\n`
          : hierarchyText(study, report, { ...flags, width: lineWidth(out) }),
      );
    });
}

/** A whole number of at least 1, as it is for kind: oscillators; or the 0 that a chain has too. */
const orderOrZero = (text: string): number => (text === '0' ? 0 : wholeNumber(1)(text));

function reportOf(
  study: OscillatorsStudy,
  flags: HierarchyFlags,
  stream: Stream,
): HierarchyReport & { readonly sampled?: SampledReport; readonly warnings: readonly string[] } {
  const realisation = realisationOf(study, flags.realisation);
  const { lattice, frequencies } = realisation;
  const { coupling, pinning } = study.model;
  const order = flags.order ?? usualOrder(study);
  if (flags.bond >= lattice.bonds) {
    throw new Refusal('bond', `not in 0 … ${String(lattice.bonds - 1)}`, String(flags.bond));
  }
  const structure = {
    lattice,
    coupling: coupling.polynomial,
    pinning: pinning.polynomial,
    order,
    ...(flags.rest && { noise: true }),
  };
  if (flags.sampled && flags.epsilon !== undefined) checkConfined(study, flags.epsilon);
  checkSize(structure);
  const own = hierarchy({
    ...structure,
    frequencies,
    bonds: [flags.bond],
    ...(flags.cutoff !== undefined && { cutoff: flags.cutoff }),
  });
  const report = hierarchyReport({
    lattice,
    hierarchy: own,
    epsilon: flags.epsilon ?? (study.epsilon[0] as number),
    temperature: flags.temperature ?? (study.temperature[0] as number),
    ...(flags.terms && { terms: true }),
  });
  checkSolvable(study, report, flags.bond);
  if (!flags.sampled) return { ...report, warnings: [] };
  const sampled = sampledReport(study, realisation, own, report, flags, stream);
  return { ...report, sampled, warnings: sampledDoubts(sampled) };
}

/** Refuses an order whose functions would not fit in memory. */
function checkSize(options: StructureOptions): void {
  const highest = options.noise === true ? options.order + 1 : options.order;
  const beyond = tooLarge({ ...options, order: highest });
  if (beyond === null) return;
  const rule = `a function of order ${String(beyond.order)} has about ${large(beyond.pairs)} pairs of monomials, more than ${large(MOST_PAIRS)}`;
  throw new Refusal('order', rule, String(options.order));
}

/** Refuses exact resonances, for which (8)–(10) have no solution. */
function checkSolvable(
  { model }: OscillatorsStudy,
  { orders, frequencies }: HierarchyReport,
  bond: number,
): void {
  const largest = frequencies.reduce((a, b) => Math.max(a, b), 0);
  for (const { order, smallestDenominator, smallestXi } of orders) {
    if (smallestDenominator === null) continue;
    const norm = Object.values(smallestXi).reduce((sum, xi) => sum + Math.abs(xi), 0);
    if (!vanishes({ value: smallestDenominator, norm }, largest)) continue;
    const rule =
      `the ${model.frequencies.law} law made an exact resonance near bond ${String(bond)}, ${combination(smallestXi)} = 0, ` +
      `so that order ${String(order)} of the hierarchy has no solution (Remark 1); --cutoff leaves such terms out`;
    throw new Refusal('frequencies', rule, String(smallestDenominator));
  }
}
