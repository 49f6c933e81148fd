/** Beyond these a number of the report is doubtful, and the report says so. */
export const LIMITS = {
  /** Gelman et al., Bayesian Data Analysis (3rd ed.), section 11.4, asks for 1.1; Vehtari et al. (2021) for less. */
  splitRhat: 1.05,
  effectiveSize: 100,
  acceptance: 0.5,
  energyError: 1e-6,
  /** Fewer replicas than this share carry half of the sum: rare events make the error bar itself doubtful. */
  halfShare: 0.1,
} as const;
