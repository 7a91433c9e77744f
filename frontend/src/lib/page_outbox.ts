import { LettersHere } from "./letters";
import { ask, eraseAll, peopleHere, personHere } from "./local";
import { UNLOCKED } from "./locked";
import { Outbox, type OutboxOptions } from "./outbox";
import { showSaving } from "./saving";
import { forgetScreen } from "./screen_copy";

/** Where pages of an earlier version kept letters in localStorage. */
const EARLIER_BOXES = "sohotich.outbox.";
/** Belongs to the machine, not to a person. */
const OF_THE_MACHINE = new Set(["sohotich.machine", "sohotich.clock"]);
const TOGETHER = 200;
/** The keying screen's letters, of which a day without a line makes thousands. */
const OF_KEYING = /^\/api\/v1\/keying\/[0-9a-f-]{36}\/(field|finish)\/$/;
const nameHere = () => personHere() || "nobody";
let current: Outbox | null = null;

/** How many letters of this person wait on this machine, an earlier page's included. */
export async function lettersLeft(): Promise<number> {
  if (!(await peopleHere()).includes(nameHere())) return current?.state.waiting ?? 0;
  return ask<number>(nameHere(), "letters", (store) => store.count()).catch(() => current?.state.waiting ?? 0);
}

/** Erases what this machine keeps for the person signed in; letters of others wait for them. */
export async function forgetPerson(): Promise<void> {
  const mine = (key: string) => !key.startsWith(EARLIER_BOXES) || key.startsWith(`${EARLIER_BOXES}${nameHere()}.`);
  for (const key of Object.keys(localStorage)) if (mine(key) && !OF_THE_MACHINE.has(key)) localStorage.removeItem(key);
  sessionStorage.clear();
  await eraseAll(nameHere()).catch(() => undefined);
  await forgetScreen();
}

/** The page's outbox, made where it has none yet. */
export function currentOutbox(): Outbox {
  return current ?? pageOutbox();
}

/** The outbox of the person signed in, tied to the page's saving state and to the line coming back. */
export function pageOutbox(): Outbox {
  const person = nameHere();
  const store = new LettersHere(person);
  const outbox = new Outbox({
    store,
    together: { url: "/api/v1/keying/letters/", most: TOGETHER, covers: (url) => OF_KEYING.test(url) },
    ...betweenWindows(person),
  });
  outbox.watch(showSaving);
  addEventListener("online", () => void outbox.flush());
  document.addEventListener(UNLOCKED, () => void outbox.flush());
  addEventListener("beforeunload", (event) => {
    if (outbox.state.waiting && !outbox.state.lastKept) event.preventDefault();
  });
  void store
    .takeOver(`${EARLIER_BOXES}${person}`)
    .catch(() => undefined)
    .then(() => outbox.flush());
  current = outbox;
  return outbox;
}

/** One window sends for all of a person's; where the browser has no locks each sends its own. */
function betweenWindows(person: string): Pick<OutboxOptions, "alone" | "windows"> {
  const name = `sohotich.sender.${person}`;
  const windows = "BroadcastChannel" in globalThis ? { windows: new BroadcastChannel(name) } : {};
  if (!("locks" in navigator)) return windows;
  return { ...windows, alone: (work) => navigator.locks.request(name, work) as Promise<void> };
}
