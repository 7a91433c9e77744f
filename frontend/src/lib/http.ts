/** Requests to our own server: JSON, the CSRF token, errors in the server's words. */

import { personHere } from "./local";
import { LOCKED, LOCKED_STATUS } from "./locked";

/** The server's refusal: what happened, where, what to do. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly where = "",
    readonly mend = "",
  ) {
    super(message);
  }
}

/** No answer: the line or the server is down; the same request may be sent again. */
export class NoAnswer extends Error {}

const TIMEOUT_MS = 20_000;

/** By the cookie where there is one: a page that was kept for want of a line holds an old token. */
export function csrfToken(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.body.dataset["csrf"] ?? "";
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new NoAnswer("Không nối được máy chủ");
  }
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === LOCKED_STATUS) document.dispatchEvent(new CustomEvent(LOCKED));
  if (response.status >= 500 || response.status === 429) throw new NoAnswer(`Máy chủ bận (${response.status})`);
  if (response.redirected && response.headers.get("content-type")?.includes("text/html")) {
    throw new Refusal(401, "Phiên đăng nhập đã hết.", "", "Đăng nhập lại; dữ liệu chờ gửi vẫn còn trên máy.");
  }
  const body = (await response.json().catch(() => ({}))) as { error?: Partial<Refusal> & { code?: string } };
  // The answer brought a new cookie: the same request passes with it.
  if (response.status === 403 && body.error?.code === "csrf") throw new NoAnswer("Trang đã cũ; gửi lại được ngay");
  if (!response.ok) throw refusalOf(response.status, body.error);
  return body as T;
}

function refusalOf(status: number, error: Partial<Refusal> | undefined): Refusal {
  return new Refusal(status, error?.message ?? `Máy chủ không nhận (${status})`, error?.where ?? "", error?.mend ?? "");
}

/** A picture or a file. */
export async function getBlob(url: string): Promise<Blob> {
  const response = await send(url, {});
  if (!response.ok || response.redirected) await read(response);
  return response.blob();
}

export async function getJson<T>(url: string): Promise<T> {
  return read<T>(await send(url, { headers: { Accept: "application/json" } }));
}

/** `outliving`: the request goes on when the page is left. */
export async function postJson<T>(url: string, body: unknown, outliving = false): Promise<T> {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken(), "X-Person": personHere() };
  return read<T>(await send(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "follow", keepalive: outliving }));
}
