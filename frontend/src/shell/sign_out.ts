import { currentOutbox, forgetPerson, lettersLeft } from "../lib/page_outbox";
import { ask } from "./confirm";

const SEND_MS = 5_000;
const TIMEOUT_MS = 20_000;

/** What signing out has to do with; each replaced in tests. */
export interface Leaving {
  /** Lines that this browser still holds, after another try to send them. */
  unsent(): Promise<number>;
  /** True to leave and erase them. */
  insist(count: number): Promise<boolean>;
  /** Tells the server; the address to go to, null without an answer. */
  tell(): Promise<string | null>;
  forget(): Promise<void>;
}

export type Left = { address: string } | "stayed" | "no answer";

/** Sends what is left, asks where something stays behind, signs out, forgets; nothing is forgotten before the server knows. */
export async function leave(leaving: Leaving): Promise<Left> {
  const count = await leaving.unsent();
  if (count && !(await leaving.insist(count))) return "stayed";
  const address = await leaving.tell();
  if (address === null) return "no answer";
  await leaving.forget();
  return { address };
}

export function startSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-sign-out]")) return;
    event.preventDefault();
    void signOut(form);
  });
}

async function signOut(form: HTMLFormElement): Promise<void> {
  if (form.dataset["leaving"]) return;
  form.dataset["leaving"] = "yes";
  try {
    const left = await leave({ unsent, insist, tell: () => tell(form), forget: forgetPerson });
    if (left === "no answer") await tellNoAnswer();
    else if (left !== "stayed") location.assign(left.address);
  } finally {
    delete form.dataset["leaving"];
  }
}

async function unsent(): Promise<number> {
  if (await lettersLeft()) await currentOutbox().drained(SEND_MS);
  return lettersLeft();
}

function insist(count: number): Promise<boolean> {
  return ask({
    confirm: `Còn ${count} dòng chưa gửi`,
    confirmNote: "Các dòng này chỉ có trên máy này. Ở lại thì máy tự gửi khi có mạng; đăng xuất thì phải nhập lại.",
    confirmCancel: "Ở lại gửi",
    confirmButton: "Vẫn đăng xuất và xóa khỏi máy này",
  });
}

async function tell(form: HTMLFormElement): Promise<string | null> {
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? answer.url : null;
  } catch {
    return null;
  }
}

async function tellNoAnswer(): Promise<void> {
  const again = { confirm: "Chưa nối được máy chủ, chưa đăng xuất được.", confirmNote: "Chưa xóa gì trên máy này. Có mạng thì đăng xuất lại.", confirmCancel: "Đóng", confirmButton: "" };
  await ask(again);
}
