/**
 * The service worker: where the line is down, the keying pages answer with the screen that the page
 * kept (`lib/screen_copy.ts`). It keeps nothing itself, and imports nothing: it is one file at the root.
 */

interface FetchLike extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerSelf {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}

const worker = self as unknown as WorkerSelf;
const DESK = "/nhap-lieu/tren-may/";
const OF_KEYING = "/nhap-lieu/";
const FILES = "/static/built/";
/** A line that answers nothing for so long is none. */
const PATIENCE_MS = 8000;
/** What a proxy says in front of a server that is down. */
const SERVER_DOWN = new Set([502, 503, 504]);

addEventListener("install", () => void worker.skipWaiting());
addEventListener("activate", (event) => (event as Lasting).waitUntil(worker.clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event as FetchLike;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  const asked = event as FetchLike;
  if (request.mode === "navigate" && pathname.startsWith(OF_KEYING)) asked.respondWith(page(request));
  else if (pathname.startsWith(FILES)) asked.respondWith(file(request));
});

async function page(request: Request): Promise<Response> {
  const kept = await caches.match(DESK, { ignoreVary: true });
  if (!kept) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), patience()]);
    return SERVER_DOWN.has(answer.status) ? kept : answer;
  } catch {
    return kept;
  }
}

function patience(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE_MS));
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
