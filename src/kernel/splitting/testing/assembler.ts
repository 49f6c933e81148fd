import { kernelsReady } from '../../assembler.js';

// Tests make kernels without waiting.
await kernelsReady();
