/**
 * The frequency at which the angle between neighbours turns or swings: √(4T/π + 2dε). 2√(T/π) is ⟨|p_x − p_y|⟩ at any ε; where ε ≫ T the rotors swing about
 * their neighbours with ω² = 2dε in the mean.
 */
export function swing(dimension: number, epsilon: number, temperature: number): number {
  return Math.sqrt((4 * temperature) / Math.PI + 2 * dimension * epsilon);
}

/**
 * No pair turns faster, to six standard deviations of p_x − p_y, than 6√(2T), and none swings faster than 2√(dε).
 */
export function fastestFrequency(dimension: number, epsilon: number, temperature: number): number {
  return 6 * Math.sqrt(2 * temperature) + 2 * Math.sqrt(dimension * epsilon);
}

/**
 * What κ is measured against, at leading order in ε: with independent uniform angles ⟨sin²⟩ = ½, and sines of different bonds do not correlate, so that
 *
 *   χ = ⟨(Σ_b εj_b)²⟩/N^d = ε² d T/4,   g = ε d/T (⟨1 − cos⟩ = 1 for each bond, over T),   ω̄ = ⟨|p_x − p_y|⟩ = 2√(T/π).
 */
export function rotorScales(
  dimension: number,
  epsilon: number,
  temperature: number,
): { readonly variance: number; readonly frequency: number; readonly strength: number } {
  return {
    variance: (epsilon * epsilon * dimension * temperature) / 4,
    frequency: 2 * Math.sqrt(temperature / Math.PI),
    strength: (epsilon * dimension) / temperature,
  };
}
