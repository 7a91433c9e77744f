import htmx from "htmx.org";

/** What was asked last, for the back button: in this tab, for this person, until they sign out. */
const KEPT = "search";
const NAMES = ["tim", "nguoi", "sinh", "don_vi", "loai"];

interface Kept {
  person: string;
  asked: Record<string, string>;
}

/** The search box of the bar and the search page: arrows among what was found, Enter, Esc. */
export function startSearch(): void {
  const page = document.querySelector<HTMLFormElement>("[data-search-page]");
  const box = document.querySelector<HTMLFormElement>("[data-search-box]");
  if (box) startBox(box);
  if (page) startPage(page);
  document.addEventListener("submit", (event) => {
    if ((event.target as HTMLElement).matches("[data-sign-out]")) sessionStorage.removeItem(KEPT);
  });
}

function startBox(form: HTMLFormElement): void {
  const input = walked(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep({ tim: input.value });
    location.assign(form.action);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(form, input);
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target as Node)) offers(input)?.replaceChildren();
  });
}

function close(form: HTMLFormElement, input: HTMLInputElement): void {
  form.reset();
  offers(input)?.replaceChildren();
  input.blur();
}

function startPage(form: HTMLFormElement): void {
  const input = walked(form);
  const again = () => htmx.trigger(input, "again");
  form.addEventListener("submit", (event) => {
    keep(asked(form));
    // Excel and print are sent as they are; Enter asks again at once.
    if (event.submitter?.getAttribute("name")) return;
    event.preventDefault();
    again();
  });
  for (const field of form.querySelectorAll("[data-narrows]")) field.addEventListener("change", again);
  form.addEventListener("htmx:afterRequest", () => keep(asked(form)));
  const kept = read();
  if (kept && !input.value) {
    fill(form, kept);
    // htmx looks at the page once it is whole; what is asked here cannot wait for that.
    htmx.process(input);
    again();
  }
}

function fill(form: HTMLFormElement, kept: Record<string, string>): void {
  for (const name of NAMES) {
    const field = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
    if (field) field.value = kept[name] ?? "";
  }
  if (NAMES.slice(1).some((name) => kept[name])) form.querySelector("details")?.setAttribute("open", "");
}

/** Arrows go from the box into what was found and back. */
function walked(form: HTMLFormElement): HTMLInputElement {
  const input = form.querySelector<HTMLInputElement>("input[data-hits]")!;
  const found = () => [...(offers(input)?.querySelectorAll<HTMLAnchorElement>("[data-hit]") ?? [])];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops: HTMLElement[] = [input, ...found()];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? undefined : stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return input;
}

function offers(input: HTMLInputElement): HTMLElement | null {
  return document.querySelector<HTMLElement>(input.dataset["hits"] ?? "#none");
}

function asked(form: HTMLFormElement): Record<string, string> {
  const data = new FormData(form);
  return Object.fromEntries(NAMES.map((name) => [name, String(data.get(name) ?? "")]));
}

function keep(what: Record<string, string>): void {
  const kept: Kept = { person: person(), asked: what };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

function read(): Record<string, string> | null {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Kept | null;
  if (!kept || kept.person !== person()) {
    sessionStorage.removeItem(KEPT);
    return null;
  }
  return kept.asked;
}

function person(): string {
  return document.body.dataset["person"] ?? "";
}
