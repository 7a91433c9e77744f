import type { PageImage } from "../viewer/viewer";
import { here } from "./kept";

/**
 * Fetches page images into this window's memory and points them there: the server lets no cache
 * keep them, and each field shows its strip without asking again. What cannot be fetched stays as it is.
 */
export async function keepImages(images: readonly PageImage[]): Promise<void> {
  await Promise.all(images.map(keep));
}

async function keep(image: PageImage): Promise<void> {
  if (image.url.startsWith("blob:")) return;
  try {
    const kept = await here<Blob>(image.url);
    if (kept) return void (image.url = URL.createObjectURL(kept));
    const response = await fetch(image.url, { credentials: "same-origin" });
    if (response.ok) image.url = URL.createObjectURL(await response.blob());
  } catch {
    return;
  }
}

/** Gives the memory back when a record has left the screen for good. */
export function dropImages(images: readonly PageImage[]): void {
  for (const image of images) if (image.url.startsWith("blob:")) URL.revokeObjectURL(image.url);
}
