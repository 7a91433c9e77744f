import { offlineAllowed } from "../lib/local";
import { sweep } from "../lib/sweep";

const EVERY = 30 * 60_000;

/**
 * On every page: erases what may not lie in this browser any longer, and says where work without a
 * line is off. `data-needs-offline` marks a form for it, `data-offline-off` the words.
 */
export function startOffline(): void {
  void sweep();
  setInterval(() => void sweep(), EVERY);
  if (offlineAllowed()) return;
  for (const form of document.querySelectorAll("[data-needs-offline]")) form.toggleAttribute("hidden", true);
  for (const words of document.querySelectorAll("[data-offline-off]")) words.toggleAttribute("hidden", false);
}
