/** Beyond these limits a number is doubtful, and the report says so. */
export const LIMITS = {
  /** Gelman et al., Bayesian Data Analysis (3rd ed.), section 11.4, recommends 1.1; Vehtari et al. (2021) less. */
  splitRhat: 1.05,
  effectiveSize: 100,
  acceptance: 0.5,
  energyError: 1e-6,
  /** If a smaller fraction of the replicas carries half of the sum, rare events make the error bar itself doubtful. */
  halfShare: 0.1,
} as const;
