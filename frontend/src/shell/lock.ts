import { h, icon } from "../lib/dom";
import { NoAnswer, postJson, Refusal } from "../lib/http";
import { explain, listen } from "../lib/keymap";
import { LOCKED, UNLOCKED } from "../lib/locked";
import { currentOutbox, lettersLeft } from "../lib/page_outbox";

/** Minutes without a hand on the machine, in milliseconds; 0: nobody is signed in. */
const idleAfter = () => Number(document.body.dataset["lockMinutes"] ?? 0) * 60_000;
const SESSION = "/api/v1/session";
/** How often the page says that somebody sits before it, at most. */
const TELL_EVERY = 60_000;
const LOOK_EVERY = 5_000;
/** What was just typed goes first: a locked session takes nothing. */
const SEND_MS = 3_000;

/** Windows of one person share these: a hand in one keeps all awake, a lock in one covers all. */
const shared = (word: string) => `sohotich.${word}.${document.body.dataset["person"]}`;

/** Whether nobody has touched the machine for long enough. */
export function isIdle(now: number, lastHand: number, after: number): boolean {
  return after > 0 && now - lastHand >= after;
}

let cover: HTMLDialogElement | null = null;

/** Covers the page when nobody touches it, when asked, and when the server says that it is locked. */
export function startLock(): void {
  if (!idleAfter()) return;
  // The server gave this page: whatever lock an earlier one remembered is over.
  forget("locked");
  followHands();
  const keys = [{ combo: "Ctrl+Alt+L", words: "khóa màn hình", run: () => void lock() }];
  explain(keys);
  listen(keys);
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest?.("[data-lock]")) void lock();
  });
  document.addEventListener(LOCKED, show);
  document.addEventListener("htmx:responseError", (event) => {
    if ((event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status === 423) show();
  });
  addEventListener("storage", (event) => {
    if (event.key !== shared("locked")) return;
    if (event.newValue) show();
    else void openIfServerSays();
  });
}

function followHands(): void {
  let told = Date.now();
  const touched = () => {
    if (cover) return;
    const now = Date.now();
    remember("hand", String(now));
    if (now - told < TELL_EVERY) return;
    told = now;
    postJson(`${SESSION}/attended/`, {}).catch(() => undefined);
  };
  remember("hand", String(Date.now()));
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    addEventListener(kind, touched, { passive: true, capture: true });
  }
  setInterval(() => {
    const last = Number(recall("hand") ?? told);
    if (!cover && isIdle(Date.now(), last, idleAfter())) void lock();
  }, LOOK_EVERY);
}

/**
 * Locks the session, then the screen. Without a line it waits: nobody could open it again, and a
 * commune goes on keying while the line is down.
 */
async function lock(): Promise<void> {
  if (await lettersLeft()) await currentOutbox().drained(SEND_MS);
  try {
    await postJson(`${SESSION}/lock/`, {});
  } catch (error) {
    if (error instanceof NoAnswer) return;
    if (!(error instanceof Refusal)) throw error;
  }
  remember("locked", "1");
  show();
}

/** The word of another window that it opened is not enough: it may have signed out. */
async function openIfServerSays(): Promise<void> {
  try {
    await postJson(`${SESSION}/attended/`, {});
    hide();
  } catch {
    // Still locked, signed out, or no line: the cover stays.
  }
}

function show(): void {
  if (cover) return;
  for (const open of document.querySelectorAll("dialog[open]")) open.classList.add("under-lock");
  cover = dialogOf();
  document.body.append(cover);
  document.body.classList.add("locked");
  cover.dataset["title"] = document.title;
  document.title = "Đã khóa · sohotich";
  cover.showModal();
  cover.querySelector("input")?.focus();
}

function hide(): void {
  if (!cover) return;
  document.body.classList.remove("locked");
  for (const under of document.querySelectorAll(".under-lock")) under.classList.remove("under-lock");
  document.title = cover.dataset["title"] ?? document.title;
  cover.close();
  cover.remove();
  cover = null;
  remember("hand", String(Date.now()));
  document.dispatchEvent(new CustomEvent(UNLOCKED));
}

function dialogOf(): HTMLDialogElement {
  const password = h("input", { class: "form-control", type: "password", id: "lock-password", autocomplete: "current-password", required: true });
  const told = h("p", { class: "field-error", role: "alert", hidden: true });
  const form = h(
    "form",
    { class: "stack", novalidate: true },
    h("div", { class: "field" }, h("label", { class: "form-label", for: "lock-password" }, `Mật khẩu của ${document.body.dataset["personName"] ?? ""}`), password, told),
    h("div", { class: "row-line" }, h("button", { class: "btn btn-primary", type: "submit" }, "Mở khóa"), h("button", { class: "btn btn-quiet", type: "button", onclick: signOut }, icon("sign-out"), "Đăng nhập người khác")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void unlock(password, told);
  });
  const dialog = h(
    "dialog",
    { class: "lock", "aria-labelledby": "lock-title" },
    h("h2", { id: "lock-title" }, "Màn hình đang khóa"),
    h("p", { class: "second" }, "Việc đang làm vẫn giữ nguyên dưới khóa này."),
    form,
  );
  // A browser closes on the second Esc even where the first was refused: so the key itself goes.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.preventDefault());
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => document.body.classList.contains("locked") && dialog.showModal());
  return dialog;
}

async function unlock(password: HTMLInputElement, told: HTMLElement): Promise<void> {
  try {
    await postJson(`${SESSION}/unlock/`, { password: password.value });
    forget("locked");
    hide();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return signInAgain();
    told.hidden = false;
    told.textContent = error instanceof Refusal ? error.message : "Không nối được máy chủ. Thử lại khi có mạng.";
    password.select();
  }
}

/** The session has ended meanwhile: signing in leads back here; letters wait on this machine. */
function signInAgain(): void {
  const here = location.pathname + location.search;
  location.assign(`/dang-nhap/?next=${encodeURIComponent(here)}`);
}

/** The way every sign-out goes, so that what waits to be sent is treated as at any sign-out. */
function signOut(): void {
  const form = document.querySelector<HTMLFormElement>('form[action="/dang-xuat/"]');
  if (form) form.requestSubmit();
  else location.assign("/dang-xuat/");
}

function remember(word: string, value: string): void {
  try {
    localStorage.setItem(shared(word), value);
  } catch {
    // No room left: this window then goes by its own hand alone.
  }
}

function recall(word: string): string | null {
  return localStorage.getItem(shared(word));
}

function forget(word: string): void {
  localStorage.removeItem(shared(word));
}
