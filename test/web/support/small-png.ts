/** A picture of a screen with 256 colours at most: a third of the size, and nobody sees the difference. */
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';

/** Pixels of a PNG, decoded by a browser on an empty page. */
async function pixelsOf(png: Buffer, browser: Browser): Promise<{ width: number; height: number; rgba: Buffer }> {
  const page = await browser.newPage();
  const { width, height, text } = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const bytes = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
    return { width: bitmap.width, height: bitmap.height, text: btoa(parts.join('')) };
  }, png.toString('base64'));
  await page.close();
  return { width, height, rgba: Buffer.from(text, 'base64') };
}

function chunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}

/** The 256 colours most used; others take the nearest of them. */
function paletteOf(colours: Uint32Array): { palette: number[]; placeOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts].sort(([, one], [, other]) => other - one).slice(0, 256).map(([colour]) => colour);
  const known = new Map(palette.map((colour, place) => [colour, place]));
  const part = (colour: number, shift: number) => (colour >> shift) & 255;
  const distance = (one: number, other: number) => [16, 8, 0].reduce((sum, shift) => sum + (part(one, shift) - part(other, shift)) ** 2, 0);
  return {
    palette,
    placeOf(colour) {
      const place = known.get(colour) ?? palette.reduce((best, each, at) => (distance(each, colour) < distance(palette[best] ?? 0, colour) ? at : best), 0);
      known.set(colour, place);
      return place;
    },
  };
}

export async function smallPng(png: Buffer, browser: Browser): Promise<Buffer> {
  const { width, height, rgba } = await pixelsOf(png, browser);
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) colours[at] = ((rgba[at * 4] ?? 0) << 16) | ((rgba[at * 4 + 1] ?? 0) << 8) | (rgba[at * 4 + 2] ?? 0);
  const { palette, placeOf } = paletteOf(colours);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = placeOf(colours[y * width + x] ?? 0);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colourTable = Buffer.from(palette.flatMap((colour) => [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('PLTE', colourTable), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
