// Draws page 1 of a PDF at 100 dpi as pdf.js shows it: node pdfjs_draw.mjs MODULES IN.pdf OUT.png
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, source, target] = process.argv.slice(2);
const { createCanvas } = await import(pathToFileURL(`${modules}/@napi-rs/canvas/index.js`));
const built = `${modules}/pdfjs-dist`;
const { getDocument } = await import(pathToFileURL(`${built}/legacy/build/pdf.mjs`));
const data = new Uint8Array(readFileSync(source));
const pdf = await getDocument({ data, wasmUrl: `${built}/wasm/`, verbosity: 0 }).promise;
const page = await pdf.getPage(1);
const viewport = page.getViewport({ scale: 100 / 72 });
const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
await page.render({ canvas: null, canvasContext: canvas.getContext("2d"), viewport }).promise;
writeFileSync(target, canvas.toBuffer("image/png"));
