import { h } from "../lib/dom";

/**
 * Asks before a form is sent or a link followed: `data-confirm` holds the question that names the
 * thing and the count, `data-confirm-button` the verb; `data-confirm-note` a second line.
 */
export function startConfirm(): void {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClick, true);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const asker = event.submitter?.dataset["confirm"] ? event.submitter : form;
  if (!asker.dataset["confirm"] || form.dataset["confirmed"]) return;
  event.preventDefault();
  event.stopPropagation();
  const { submitter } = event;
  void ask(asker.dataset).then((yes) => {
    if (!yes) return;
    form.dataset["confirmed"] = "yes";
    form.requestSubmit(submitter as HTMLElement | null);
    delete form.dataset["confirmed"];
  });
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-confirm]");
  if (!link) return;
  event.preventDefault();
  void ask(link.dataset).then((yes) => {
    if (yes) location.assign(link.href);
  });
}

/** Shows the dialog and answers true for its verb, false for "Thôi" and Esc; an empty verb only tells. */
export function ask(question: DOMStringMap): Promise<boolean> {
  return new Promise((resolve) => {
    const no = h("button", { class: "btn", value: "no" }, question["confirmCancel"] ?? "Thôi");
    const verb = question["confirmButton"] ?? "Đồng ý";
    const yes = verb ? h("button", { class: "btn btn-primary", value: "yes" }, verb) : null;
    const note = question["confirmNote"];
    const dialog = h(
      "dialog",
      { "aria-labelledby": "confirm-title" },
      h("h2", { id: "confirm-title" }, question["confirm"] ?? ""),
      note ? h("p", { class: "second" }, note) : null,
      h("form", { method: "dialog", class: "actions" }, no, yes),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
    // No default answer: the way back has the focus.
    no.focus();
  });
}
