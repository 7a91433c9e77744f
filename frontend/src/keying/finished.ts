import { ask, change, personHere } from "../lib/local";
import { serverNow } from "../lib/packet";
import type { LastData } from "./contract";

/** What one person finished last and how many that day, as known at a moment of the server's clock. */
export interface Finished {
  last: LastData | null;
  done: number;
  at: number;
}

const NAME = "finished";
const sameDay = (one: number, other: number) => new Date(one).toDateString() === new Date(other).toDateString();

/**
 * The newer of what the page says and what this machine knows. A page drawn while letters had
 * not arrived, or kept from before the line went down, has not heard of what was finished since.
 */
export async function finishedHere(page: Finished, unsent: boolean): Promise<Finished> {
  const kept = await ask<Finished | undefined>(personHere(), "facts", (store) => store.get(NAME)).catch(() => undefined);
  const found = kept && (unsent || kept.at > page.at) ? kept : page;
  if (found === page) await change(personHere(), ["facts"], (store) => store("facts").put(page, NAME)).catch(() => undefined);
  return sameDay(found.at, serverNow()) ? found : { ...found, done: 0 };
}

/** One more was finished, in whichever window. */
export async function keepFinished(last: LastData): Promise<void> {
  const at = serverNow();
  await change(personHere(), ["facts"], (store) => {
    const facts = store("facts");
    const asked = facts.get(NAME) as IDBRequest<Finished | undefined>;
    asked.onsuccess = () => {
      const before = asked.result && sameDay(asked.result.at, at) ? asked.result.done : 0;
      facts.put({ last, done: before + 1, at }, NAME);
    };
  }).catch(() => undefined);
}

/** It was opened again: the server alone knows what was finished last. */
export async function forgetFinished(): Promise<void> {
  await change(personHere(), ["facts"], (store) => store("facts").delete(NAME)).catch(() => undefined);
}
