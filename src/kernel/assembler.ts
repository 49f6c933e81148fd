import wabt from 'wabt';

const assembler = await wabt();

/** WebAssembly text as a module; 1 to 2 ms. */
export function assembled(text: string): WebAssembly.Module {
  const parsed = assembler.parseWat('kernel.wat', text, { simd: true });
  try {
    return new WebAssembly.Module(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}
