import { inflateSync } from 'node:zlib';

/** The pixels of a PNG as this project writes them: 8 bits, red, green, blue and alpha, not interlaced. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Reads a PNG (PNG specification, 3rd edition, sections 5, 9 and 11.2). Throws for other kinds of pixel. */
export function pixels(file: Uint8Array): Pixels {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x49444154) parts.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (view.getUint32(24) !== 0x08060000) throw new RangeError('invalid PNG; only 8-bit RGBA is read here');
  const raw = inflateSync(Buffer.concat(parts));
  const rgba = new Uint8Array(4 * width * height);
  const row = 4 * width;
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)] as number;
    for (let i = 0; i < row; i++) {
      const left = i >= 4 ? (rgba[y * row + i - 4] as number) : 0;
      const up = y > 0 ? (rgba[(y - 1) * row + i] as number) : 0;
      const corner = i >= 4 && y > 0 ? (rgba[(y - 1) * row + i - 4] as number) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] as number;
      rgba[y * row + i] = (raw[y * (row + 1) + 1 + i] as number) + guess;
    }
  }
  return { width, height, rgba };
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** How many pixels of a rectangle are darker than mid grey. */
export function darkPixels(
  picture: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let count = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    for (let x = Math.floor(left); x < right; x++) {
      const at = 4 * (y * picture.width + x);
      if (
        (picture.rgba[at] as number) + (picture.rgba[at + 1] as number) + (picture.rgba[at + 2] as number) <
        384
      )
        count += 1;
    }
  }
  return count;
}
