import { UNLOCKED } from "./locked";
import { Outbox } from "./outbox";
import { showSaving } from "./saving";

const BOXES = "sohotich.outbox.";
const nameOfBox = () => `${BOXES}${document.body.dataset["person"] || "nobody"}`;
let current: Outbox | null = null;

/** How many letters of this person wait on this machine, an earlier page's included. */
export function lettersLeft(): number {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${nameOfBox()}.`)).length;
}

/** Erases what this machine keeps for the person signed in; letters of others wait for them. */
export function forgetPerson(): void {
  const others = (key: string) => key.startsWith(BOXES) && !key.startsWith(`${nameOfBox()}.`);
  for (const key of Object.keys(localStorage)) if (!others(key)) localStorage.removeItem(key);
  sessionStorage.clear();
}

/** The page's outbox, made where it has none yet. */
export function currentOutbox(): Outbox {
  return current ?? pageOutbox();
}

/** The outbox of the person signed in, tied to the page's saving state and to the line coming back. */
export function pageOutbox(): Outbox {
  const outbox = new Outbox({ storage: localStorage, name: nameOfBox() });
  outbox.watch(showSaving);
  addEventListener("online", () => void outbox.flush());
  document.addEventListener(UNLOCKED, () => void outbox.flush());
  addEventListener("beforeunload", (event) => {
    if (outbox.state.waiting && !navigator.onLine) event.preventDefault();
  });
  void outbox.flush();
  current = outbox;
  return outbox;
}
