import { explain, listen } from "../lib/keymap";
import { dropImages, keepImages } from "../lib/pictures";
import { type PageImage, Viewer } from "../viewer/viewer";

/** A picture among other things on a page, `data-picture` its address: with the tools and keys of the viewer. */
export function startPicture(): void {
  const place = document.querySelector<HTMLElement>("[data-picture]");
  if (place) void open(place);
}

async function open(place: HTMLElement): Promise<void> {
  const image: PageImage = { url: place.dataset["picture"]!, width: 0, height: 0, label: place.dataset["pictureLabel"] ?? "" };
  const viewer = new Viewer(place, "", "sample");
  const keys = viewer.keys();
  explain(keys);
  listen(keys);
  await keepImages([image]);
  const probe = new Image();
  probe.src = image.url;
  await probe.decode();
  viewer.show([{ ...image, width: probe.naturalWidth, height: probe.naturalHeight }]);
  addEventListener("pagehide", () => dropImages([image]));
}
