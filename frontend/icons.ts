import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import names from "./icons.json" with { type: "json" };

const resolve = createRequire(import.meta.url).resolve;

/** What a name of icons.json draws: one of Tabler's outlines, or our own shape written out. */
function drawing(source: string): string {
  if (source.startsWith("<")) return source;
  const svg = readFileSync(resolve(`@tabler/icons/outline/${source}.svg`), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return inner.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s+/g, " ").trim();
}

/** One `<symbol>`; the stroke is the text colour. */
function symbol(id: string, source: string): string {
  return (
    `<symbol id="${id}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
    `stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawing(source)}</symbol>`
  );
}

/** The sprite of the icons named in icons.json, and no others. */
export function sprite(): string {
  const symbols = Object.entries(names).map(([id, source]) => symbol(id, source));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

/** Emits the sprite as a hashed asset and lists it in the manifest under `icons.svg`. */
export function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source: sprite() });
    },
  };
}
