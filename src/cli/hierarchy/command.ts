import { Command } from 'commander';
import type { HierarchyRequest, LongTask, ModelHierarchy } from '../../models/hierarchy.js';
import { kindOf, modelKinds } from '../../models/models.js';
import type { Study } from '../../study/study.js';
import { Refusal } from '../failure.js';
import { LongWork } from '../long-work.js';
import { positiveNumber, realisationNumber, wholeNumber } from '../numbers.js';
import { titleLine } from '../text/study-words.js';
import { setOption, studyFile } from '../study/study-file.js';
import { lineWidth, type Terminal } from '../text/terminal.js';
import { piecesText } from './text.js';

interface HierarchyFlags extends HierarchyRequest {
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
    .action((path: string, flags: HierarchyFlags) => {
      const { study } = studyFile(path, flags.set);
      const own = hierarchyOf(study, flags);
      const report = own.report(study, flags, (task: LongTask) => new LongWork({ stream: err, ...task }));
      const text = (): string =>
        piecesText([titleLine(study), ...own.text(study, report, flags)], lineWidth(out));
      out.write(flags.json ? `${JSON.stringify(report)}\n` : text());
    });
}

/** A whole number of at least 1; or 0, which is the first order of some models. */
const orderOrZero = (text: string): number => (text === '0' ? 0 : wholeNumber(1)(text));

/** The kinds of model whose hierarchy does something, in words. */
function kindsThat(does: (own: ModelHierarchy) => boolean): string {
  const names = Object.values(modelKinds).flatMap(({ kind, hierarchy: own }) =>
    own !== undefined && does(own as ModelHierarchy) ? [kind] : [],
  );
  return names.join(', ');
}

/**
 * The hierarchy of a study's kind of model.
 *
 * @throws Refusal where it has none, or is asked for what others have
 */
function hierarchyOf(study: Study, flags: HierarchyFlags): ModelHierarchy {
  const { kind, hierarchy: own } = kindOf(study.model);
  if (own === undefined)
    throw new Refusal('kind', `not one of ${kindsThat(() => true)}, which alone have a hierarchy`, kind);
  if (flags.order === 0 && own.first > 0) throw new Refusal('order', 'not a whole number of at least 1', '0');
  for (const key of ['modes', 'sampled'] as const) {
    if (flags[key] === undefined || own.takes.includes(key)) continue;
    const value = flags[key] === true ? kind : String(flags[key]);
    throw new Refusal(key, `for kind: ${kindsThat(({ takes }) => takes.includes(key))} alone`, value);
  }
  if (flags.samples !== undefined && !flags.sampled)
    throw new Refusal('samples', 'of --sampled, which is not asked for', String(flags.samples));
  return own;
}
