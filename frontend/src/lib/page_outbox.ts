import { UNLOCKED } from "./locked";
import { Outbox } from "./outbox";
import { showSaving } from "./saving";

const nameOfBox = () => `sohotich.outbox.${document.body.dataset["person"] || "nobody"}`;

/** Whether an earlier page of this person left letters on this machine. */
export function lettersLeft(): boolean {
  return Object.keys(localStorage).some((key) => key.startsWith(`${nameOfBox()}.`));
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
  return outbox;
}
