import { lettersLeft, pageOutbox } from "../lib/page_outbox";
import { showParts } from "../lib/saving";
import { hourMinute } from "../lib/text";

/** On ordinary pages: what htmx is sending, what it has saved, whether the line is up. */
export function startSavingLine(): void {
  // An island left in the middle of sending: this page sends the rest.
  if (!document.querySelector(".workbench")) void lettersLeft().then((count) => count && pageOutbox());
  const writes = (event: Event) =>
    // A search is sent like a letter, and saves nothing.
    !(event.target as Element).closest("[role=search]") &&
    (event as CustomEvent<{ requestConfig?: { verb?: string } }>).detail.requestConfig?.verb !== "get";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (writes(event)) showParts([{ state: "sending", icon: "upload", words: "Đang gửi" }]);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { successful } = (event as CustomEvent<{ successful: boolean }>).detail;
    if (!writes(event)) return;
    const saved = { state: "sent" as const, icon: "check", words: `Đã lưu ${hourMinute(new Date())}` };
    showParts([successful ? saved : { state: "refused", icon: "error", words: "Chưa lưu được" }]);
  });
  addEventListener("offline", () => showParts([{ state: "waiting", icon: "network", words: "Chờ mạng" }]));
  addEventListener("online", () => showParts([{ state: "sent", icon: "check", words: "Có mạng lại" }]));
}
