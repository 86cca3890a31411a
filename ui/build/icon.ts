// The icon of the crew page as PNG (ISO/IEC 15948), drawn by its own geometry: a bell on a dark
// ground, within the part that no mask of a phone cuts off.

import { crc32, deflateSync } from "node:zlib";

const GROUND = [18, 22, 28] as const;
const BELL = [255, 107, 92] as const;
const PER_SIDE = 4;

// Whether a point of the unit square lies on the bell.
function isBell(x: number, y: number): boolean {
  const [dx, dy] = [x - 0.5, y];
  const dome = dy >= 0.3 && dy < 0.56 && Math.hypot(dx / 0.19, (dy - 0.46) / 0.2) < 1 && dy < 0.46;
  const body = dy >= 0.46 && dy < 0.6 && Math.abs(dx) < 0.19;
  const flare = dy >= 0.6 && dy < 0.68 && Math.abs(dx) < 0.19 + ((dy - 0.6) / 0.08) * 0.07;
  const crown = Math.hypot(dx, dy - 0.255) < 0.035;
  const clapper = dy >= 0.7 && Math.hypot(dx, dy - 0.7) < 0.062;
  return dome || body || flare || crown || clapper;
}

export function icon(size: number): Uint8Array {
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const part = covered(x, y, size);
      const at = y * (size * 3 + 1) + 1 + x * 3;
      for (let band = 0; band < 3; band += 1) rows[at + band] = Math.round(GROUND[band]! + (BELL[band]! - GROUND[band]!) * part);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function covered(x: number, y: number, size: number): number {
  let hits = 0;
  for (let i = 0; i < PER_SIDE; i += 1) {
    for (let j = 0; j < PER_SIDE; j += 1) if (isBell((x + (i + 0.5) / PER_SIDE) / size, (y + (j + 0.5) / PER_SIDE) / size)) hits += 1;
  }
  return hits / PER_SIDE ** 2;
}

function chunk(kind: string, body: Buffer): Buffer {
  const found = Buffer.alloc(12 + body.length);
  found.writeUInt32BE(body.length, 0);
  found.write(kind, 4, "latin1");
  body.copy(found, 8);
  found.writeUInt32BE(crc32(found.subarray(4, 8 + body.length)), 8 + body.length);
  return found;
}
