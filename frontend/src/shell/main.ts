import "../../styles/main.scss";
import htmx from "htmx.org";
import { csrfToken } from "../lib/http";
import { startButtonKeys } from "./button_keys";
import { startClock } from "./clock";
import { startConfirm } from "./confirm";
import { startFilter } from "./filter";
import { startFlickers } from "./flicker";
import { startKeyHelp } from "./key_help";
import { startLedgers } from "./ledger";
import { startLock } from "./lock";
import { startMenus } from "./menus";
import { startOffline } from "./offline";
import { startPicture } from "./picture";
import { startProgress } from "./progress";
import { startSavingLine } from "./saving_line";
import { startSearch } from "./search";
import { startSearchLists } from "./search_list";
import { startSignOut } from "./sign_out";
import { startUploads } from "./upload";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = csrfToken();
});

startKeyHelp();
startLock();
startOffline();
startClock();
startMenus();
startConfirm();
startSavingLine();
startSignOut();
startFilter();
startSearch();
startButtonKeys();
startFlickers(document);
startPicture();
// A form that came back with errors: on to the first of them.
document.querySelector<HTMLElement>(".field.invalid :is(input, select, textarea)")?.focus();

/** What may also arrive later, inside a part that htmx swaps in. */
function startParts(root: ParentNode): void {
  startLedgers(root);
  startProgress(root);
  startUploads(root);
  startSearchLists(root);
}

startParts(document);
document.addEventListener("htmx:load", (event) => {
  const part = (event as CustomEvent<{ elt: HTMLElement }>).detail.elt;
  if (part !== document.body) startParts(part);
});
document.addEventListener("part-arrived", (event) => startParts(event.target as HTMLElement));
