import { h } from "../lib/dom";
import type { RecordData } from "./contract";

/** "Thêm trường": the lines a page of that time did not have, chosen one by one by section. */
export function rareChoice(record: RecordData, choose: (key: string) => void): HTMLElement {
  const groups = record.sections
    .map((section) => ({ title: section.title, fields: section.fields.filter((data) => data.hidden) }))
    .filter((group) => group.fields.length > 0);
  const select = h(
    "select",
    { class: "form-select", "aria-label": "Thêm trường" },
    h("option", { value: "" }, "Thêm trường…"),
    ...groups.map((group) =>
      h("optgroup", { label: group.title }, ...group.fields.map((data) => h("option", { value: data.key }, data.label))),
    ),
  );
  select.addEventListener("change", () => {
    const key = select.value;
    select.value = "";
    if (key) choose(key);
  });
  return h("div", { class: "rare", hidden: groups.length === 0 }, select);
}
