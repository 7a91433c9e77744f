import { postJson } from "./http";
import { ask, change, eraseAll, eraseCopies, peopleHere, personHere } from "./local";
import { setClock } from "./packet";
import { forgetScreen, forgetScreensBut } from "./screen_copy";

const COPIES = "/api/v1/keying/copies/";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the server says of this browser's copies. */
interface Told {
  ended: string[];
  person: string;
  leased: boolean;
  hours: number;
  days: number;
  now: number;
}

/** When the server was last heard of for a person, and how long their copies and letters may lie. */
export interface Contact {
  at: number;
  hours: number;
  days: number;
}

/** What is due at this moment after so long a silence. */
export function due(contact: Contact, now: number): "nothing" | "copies" | "all" {
  const silent = now - contact.at;
  if (silent > contact.days * DAY) return "all";
  return silent > contact.hours * HOUR ? "copies" : "nothing";
}

/**
 * Erases what may not lie here any longer: copies of who is not signed in now, everything of whose
 * account is over, what the server has not been asked about for too long, a lease that was ended.
 */
export async function sweep(): Promise<void> {
  const people = await peopleHere();
  if (!people.length) return;
  const here = personHere();
  if (here) {
    await forgetScreensBut(here);
    for (const other of people) if (other !== here) await eraseCopies(other).catch(() => undefined);
  }
  await eraseOld(people);
  const told = await postJson<Told>(COPIES, { people: people.filter((one) => one !== "nobody") }).catch(() => null);
  if (told) await obey(told, people);
}

async function obey(told: Told, people: readonly string[]): Promise<void> {
  setClock(told.now);
  for (const person of told.ended) {
    await eraseAll(person).catch(() => undefined);
    await forgetScreen();
  }
  if (!told.person || !people.includes(told.person)) return;
  const contact: Contact = { at: Date.now(), hours: told.hours, days: told.days };
  await change(told.person, ["facts"], (store) => store("facts").put(contact, "contact")).catch(() => undefined);
  if (told.leased || !(await ask(told.person, "facts", (store) => store.get("lease")))) return;
  await eraseCopies(told.person);
  await forgetScreen();
}

/** By the time limit alone, which needs no line. */
export async function eraseOld(people: readonly string[]): Promise<void> {
  for (const person of people) {
    const contact = await ask<Contact | undefined>(person, "facts", (store) => store.get("contact")).catch(() => undefined);
    const what = contact ? due(contact, Date.now()) : "nothing";
    if (what === "nothing") continue;
    await (what === "all" ? eraseAll(person) : eraseCopies(person)).catch(() => undefined);
    await forgetScreen();
  }
}
