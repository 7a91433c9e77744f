/** The person's menu, the phone's menu, the print buttons. */
export function startMenus(): void {
  const menu = document.querySelector<HTMLElement>(".menu");
  const toggle = document.querySelector<HTMLElement>("[data-menu-toggle]");
  toggle?.addEventListener("click", () => {
    const open = menu?.classList.toggle("open") ?? false;
    toggle.setAttribute("aria-expanded", String(open));
  });
  document.addEventListener("click", closeOpenMenus);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOpenMenus();
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-print]")) print();
  });
  if (document.body.dataset["printNow"] !== undefined) print();
}

function closeOpenMenus(event?: Event): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.person[open]")) {
    if (event && menu.contains(event.target as Node)) continue;
    menu.open = false;
  }
}
