import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  {
    ignores: [
      'command',
      'dist',
      'node_modules',
      'runs',
      'docs/.vitepress',
      '**/*.mjs',
      '*.cjs',
      'eslint.config.js',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/dot-notation': 'off',
      // Two rules ask for opposite things of `x[i] as number`, which numeric loops are full of.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Random numbers come from math/random.' },
      ],
    },
  },
  {
    // Results have the same bits on every machine: only + − × ÷ √ and what is exact. Tests may compare with the engine's own functions.
    files: [
      'src/{math,data,lattice,potential,harmonic,estimate,kernel,gibbs,proof}/**/*.ts',
      'src/{study,models,dressing,splitting,plan,simulate,result,paper}/**/*.ts',
    ],
    ignores: ['**/*.test.ts', '**/testing/**', 'src/simulate/workshop.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          'random',
          'sin',
          'cos',
          'tan',
          'asin',
          'acos',
          'atan',
          'atan2',
          'exp',
          'expm1',
          'log',
          'log2',
          'log10',
          'log1p',
          'pow',
          'sinh',
          'cosh',
          'tanh',
          'asinh',
          'acosh',
          'atanh',
          'cbrt',
          'hypot',
        ].map((property) => ({
          object: 'Math',
          property,
          message: 'Its last digits depend on the engine: use math/elementary.',
        })),
        { object: 'Date', property: 'now', message: 'A clock never reaches a result.' },
        { object: 'performance', property: 'now', message: 'A clock never reaches a result.' },
      ],
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'Buffer', 'require'],
    },
  },
);
