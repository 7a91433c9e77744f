/** Numbers of what is typed: when, by the server's clock, and on which machine (`packets.py`). */

import { ask, change, personHere } from "./local";

const MACHINES = 4096;
const MACHINE = "sohotich.machine";
const CLOCK = "sohotich.clock";

/** The number after `last`, which is never given twice on this machine. */
export function nextSeq(last: number, now = Date.now()): number {
  const moment = Math.max(now + clockBehind(), Math.floor(last / MACHINES) + 1);
  return moment * MACHINES + machine();
}

/** Learns from an answer how far this machine's clock is behind the server's. */
export function setClock(serverNow: number, now = Date.now()): void {
  remember(CLOCK, String(Math.round(serverNow - now)));
}

/** The moment by the server's clock, in milliseconds. */
export function serverNow(): number {
  return Date.now() + clockBehind();
}

function clockBehind(): number {
  return Number(localStorage.getItem(CLOCK) ?? 0) || 0;
}

/** The machine's number goes to the disk with the letters: localStorage may not outlive a crash. */
export async function keepMachine(): Promise<void> {
  const person = personHere();
  const kept = await ask<number | undefined>(person, "facts", (store) => store.get("machine"));
  if (kept !== undefined) remember(MACHINE, String(kept));
  else await change(person, ["facts"], (store) => store("facts").put(machine(), "machine"));
}

/** Drawn once for the browser: two machines of one person are told apart by it. */
function machine(): number {
  const known = localStorage.getItem(MACHINE);
  if (known !== null) return Number(known);
  const drawn = Math.floor(Math.random() * MACHINES);
  remember(MACHINE, String(drawn));
  return drawn;
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // No room left: this page then goes by what it drew last.
  }
}
