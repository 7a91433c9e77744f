import { NoAnswer, getBlob, getJson } from "./http";
import { ask, change, offlineAllowed, personHere } from "./local";

interface Kept {
  url: string;
  content: unknown;
}

/**
 * The JSON at an address, from the network and then kept for the person signed in; what was kept
 * where the line is down. Erased at sign-out. NoAnswer where nothing was kept, Refusal as the server says.
 */
export function keptJson<T>(url: string): Promise<T> {
  return kept(url, () => getJson<T>(url));
}

/** The same for a picture or a file. */
export function keptBlob(url: string): Promise<Blob> {
  return kept(url, () => getBlob(url));
}

/** What is kept of an address, without asking the network; null where nothing is. */
export async function here<T>(url: string): Promise<T | null> {
  if (!mayKeep()) return null;
  const found = await ask<Kept | undefined>(personHere(), "kept", (store) => store.get(url)).catch(() => undefined);
  return found === undefined ? null : (found.content as T);
}

/** Which addresses are kept here. */
export async function addressesHere(): Promise<Set<string>> {
  if (!mayKeep()) return new Set();
  return new Set(await ask<string[]>(personHere(), "kept", (store) => store.getAllKeys()).catch(() => []));
}

/** Lets go of what was kept of these addresses. */
export async function letGo(urls: readonly string[]): Promise<void> {
  if (!mayKeep() || !urls.length) return;
  await change(personHere(), ["kept"], (store) => urls.forEach((url) => store("kept").delete(url)), "relaxed");
}

async function kept<T>(url: string, fetched: () => Promise<T>): Promise<T> {
  try {
    const content = await fetched();
    // A full disk must not keep anybody from what has just come.
    if (mayKeep()) await change(personHere(), ["kept"], (store) => store("kept").put({ url, content }), "relaxed").catch(() => undefined);
    return content;
  } catch (error) {
    const found = error instanceof NoAnswer ? await here<T>(url) : null;
    if (found === null) throw error;
    return found;
  }
}

function mayKeep(): boolean {
  return offlineAllowed() && personHere() !== "";
}
