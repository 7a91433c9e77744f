/** The keying screen itself, kept so that it opens without a line: one person's at a time. */

import { offlineAllowed, personHere } from "./local";

const PREFIX = "sohotich.screen.";
const WORKER = "/sw.js";

/** Keeps these addresses, the page first, and lets the service worker answer with them. */
export async function keepScreen(addresses: readonly string[]): Promise<void> {
  if (!offlineAllowed()) return;
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  const cache = await caches.open(PREFIX + personHere());
  const [page, ...files] = addresses;
  // Names hold their content: what is there already is right.
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await cache.addAll(files.filter((file) => !there.has(file)));
  if (page) await cache.add(new Request(page, { cache: "reload" }));
  const wanted = new Set(addresses);
  for (const path of there) if (!wanted.has(path)) await cache.delete(path);
}

/** Takes away every kept screen but `person`'s. */
export async function forgetScreensBut(person: string): Promise<void> {
  if (!("caches" in globalThis)) return;
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== PREFIX + person) await caches.delete(name);
}

/** Takes every kept screen away, and the service worker with it. */
export async function forgetScreen(): Promise<void> {
  await forgetScreensBut("");
  if (!("serviceWorker" in navigator)) return;
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
}
