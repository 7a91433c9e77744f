/** Pictures in memory: as grey levels for the checks, as a stamp for the strip. */

import type { Grey } from "./outline";

export type Source = HTMLVideoElement | ImageBitmap;

const canvas = document.createElement("canvas");

/** The picture as grey levels, `width` pixels wide or as wide as it is. */
export function greyOf(source: Source, width: number): Grey {
  const context = drawn(source, Math.min(width, sizeOf(source).width));
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const values = new Uint8Array(canvas.width * canvas.height);
  for (let at = 0; at < values.length; at++) {
    const pixel = at * 4;
    values[at] = ((data[pixel] ?? 0) * 77 + (data[pixel + 1] ?? 0) * 150 + (data[pixel + 2] ?? 0) * 29) >> 8;
  }
  return { width: canvas.width, height: canvas.height, values };
}

/** The whole frame as a JPEG of best quality: what is lost here nobody brings back. */
export function frameOf(source: Source): Promise<Blob> {
  drawn(source, sizeOf(source).width);
  return jpeg(0.95);
}

export function stampOf(source: Source): Promise<Blob> {
  drawn(source, 160);
  return jpeg(0.7);
}

function jpeg(quality: number): Promise<Blob> {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", quality);
  });
}

function drawn(source: Source, width: number): CanvasRenderingContext2D {
  const size = sizeOf(source);
  canvas.width = width;
  canvas.height = Math.max(1, Math.round((size.height * width) / size.width));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context;
}

function sizeOf(source: Source): { width: number; height: number } {
  return source instanceof HTMLVideoElement ? { width: source.videoWidth, height: source.videoHeight } : source;
}
