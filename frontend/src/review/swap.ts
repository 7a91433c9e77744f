import { need } from "../lib/dom";

/** The parts of the page that another record replaces; the viewer and the keys stay. */
const PARTS = ["bar", "form"];

/**
 * Puts another record of the same screen in this one's place; false when the answer is another
 * screen, which has to be gone to.
 */
export function swap(answer: Document, address: string): boolean {
  const data = answer.getElementById("review-data");
  const parts = PARTS.map((name) => answer.querySelector(`[data-part="${name}"]`));
  if (!data || parts.some((part) => !part)) return false;
  PARTS.forEach((name, place) => need(`[data-part="${name}"]`).replaceWith(parts[place]!));
  need("#review-data").textContent = data.textContent;
  document.title = answer.title;
  history.replaceState(null, "", address);
  return true;
}

/** What an answer that is no page of ours says went wrong. */
export function trouble(answer: Document): string {
  return answer.querySelector(".notice .what")?.textContent?.trim() || "Máy chủ chưa nhận được.";
}
