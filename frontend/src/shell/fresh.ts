const EVERY_MS = 3000;
let last = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> = Promise.resolve();

/** Asks the page again and puts its `[data-fresh]` parts in their places, at most every 3 seconds. */
export function refreshSoon(): void {
  timer ??= setTimeout(() => void refreshNow(), Math.max(0, last + EVERY_MS - performance.now()));
}

/** The same at once, one after the other; without an answer the page stays as it is. */
export function refreshNow(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  running = running.then(refresh);
  return running;
}

async function refresh(): Promise<void> {
  last = performance.now();
  const response = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll<HTMLElement>("[data-fresh]")) {
    const name = part.dataset["fresh"] ?? "";
    const fresh = page.querySelector<HTMLElement>(`[data-fresh="${CSS.escape(name)}"]`);
    // Somebody types or stands on a button in it: they shall not lose their place.
    if (fresh && !part.contains(document.activeElement)) put(fresh, part);
  }
}

function put(fresh: HTMLElement, part: HTMLElement): void {
  if (fresh.outerHTML === part.outerHTML) return;
  const arriving = document.importNode(fresh, true);
  part.replaceWith(arriving);
  arriving.dispatchEvent(new CustomEvent("part-arrived", { bubbles: true }));
}
