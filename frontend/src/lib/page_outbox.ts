import { Outbox } from "./outbox";
import { showSaving } from "./saving";

/** The outbox of the person signed in, tied to the page's saving state and to the line coming back. */
export function pageOutbox(): Outbox {
  const person = document.body.dataset["person"] ?? "nobody";
  const outbox = new Outbox({ storage: localStorage, name: `sohotich.outbox.${person}` });
  outbox.watch(showSaving);
  addEventListener("online", () => void outbox.flush());
  addEventListener("beforeunload", (event) => {
    if (outbox.state.waiting && !navigator.onLine) event.preventDefault();
  });
  void outbox.flush();
  return outbox;
}
