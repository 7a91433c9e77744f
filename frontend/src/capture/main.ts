import "../../styles/capture.scss";
import { announce, h, icon, need, pageData } from "../lib/dom";
import { UNLOCKED } from "../lib/locked";
import { Camera } from "./camera";
import { type Judged, judge, wordsOf } from "./checks";
import type { CaptureData } from "./contract";
import type { Outline } from "./outline";
import { greyOf, type Source, stampOf } from "./picture";
import { type Shot, Shots } from "./shots";

const LOOK_MS = 350;
const TRY_AGAIN_MS = 15_000;
const SMALL_WIDTH = 200;
const FINE_WIDTH = 1200;
const FINE_LIVE_WIDTH = 800;

/** A page is taken, looked at where it is doubtful, and goes to the book. */
class CaptureScreen {
  private readonly shots: Shots;
  private readonly video = need<HTMLVideoElement>("[data-video]");
  private readonly camera = new Camera(this.video);
  private readonly shutter = need<HTMLButtonElement>("[data-shutter]");
  private readonly dialog = need<HTMLDialogElement>("[data-look]");
  private looked: { shot: Shot; url: string } | null = null;

  constructor(data: CaptureData) {
    this.shots = new Shots(data.partsUrl, () => this.draw());
    this.shutter.addEventListener("click", () => void this.take());
    need("[data-send]").addEventListener("click", () => this.shots.release());
    need("[data-leave]").addEventListener("click", () => this.shots.release());
    const input = need<HTMLInputElement>("[data-input]");
    input.addEventListener("change", () => void this.picked(input));
    need("[data-keep]").addEventListener("click", () => this.dialog.close());
    need("[data-drop]").addEventListener("click", () => this.drop());
    need("[data-retake]").addEventListener("click", () => this.drop(true));
    this.dialog.addEventListener("close", () => this.lookedAt());
    addEventListener("online", () => this.shots.next());
    document.addEventListener(UNLOCKED, () => this.shots.next());
    setInterval(() => this.shots.next(), TRY_AGAIN_MS);
    addEventListener("beforeunload", (event) => {
      if (this.shots.unsent) event.preventDefault();
    });
    void this.open();
  }

  private async open(): Promise<void> {
    if (!Camera.possible) return this.plain("Địa chỉ này không cho xem trực tiếp qua máy ảnh.", "Chụp từng ảnh bằng nút dưới đây.");
    try {
      await this.camera.start();
    } catch {
      return this.plain("Chưa mở được máy ảnh.", "Cho phép trang này dùng máy ảnh rồi tải lại, hoặc chụp từng ảnh bằng nút dưới đây.");
    }
    need("[data-view]").hidden = false;
    this.shutter.hidden = false;
    this.shutter.disabled = false;
    void navigator.wakeLock?.request("screen").catch(() => undefined);
    setInterval(() => this.watch(), LOOK_MS);
  }

  private plain(what: string, mend: string): void {
    need("[data-why-what]").textContent = what;
    need("[data-why-mend]").textContent = mend;
    need("[data-plain]").hidden = false;
  }

  /** What the camera sees now: the page's outline, and what to mend before the shutter. */
  private watch(): void {
    if (!this.camera.live || document.hidden || this.dialog.open) return;
    const { outline, problems } = judged(this.video, FINE_LIVE_WIDTH);
    const words = need("[data-words]");
    const said = wordsOf(problems) || "Giữ yên và chụp";
    if (words.textContent !== said) words.textContent = said;
    const view = need("[data-view]");
    view.dataset["state"] = problems.length ? "mend" : "good";
    drawOutline(need<HTMLCanvasElement>("[data-frame]"), this.video, outline);
  }

  private async take(): Promise<void> {
    this.shutter.disabled = true;
    try {
      await this.taken(await this.camera.take());
    } finally {
      this.shutter.disabled = false;
    }
  }

  private async picked(input: HTMLInputElement): Promise<void> {
    const files = [...(input.files ?? [])];
    input.value = "";
    for (const file of files) await this.taken(file);
  }

  private async taken(picture: Blob): Promise<void> {
    const image = await createImageBitmap(picture).catch(() => null);
    // A kind the browser cannot draw (HEIC): the server looks at it.
    const { problems } = image ? judged(image, FINE_WIDTH) : { problems: [] };
    const stamp = image ? URL.createObjectURL(await stampOf(image)) : "";
    image?.close();
    const shot = this.shots.add(picture, stamp, problems);
    announce(`Đã chụp trang ${shot.number}`);
    if (problems.length) this.look(shot);
  }

  private look(shot: Shot): void {
    const held = shot.state === "held";
    const url = shot.file.size ? URL.createObjectURL(shot.file) : "";
    this.looked = { shot, url };
    need<HTMLImageElement>("[data-look-image]").src = url || shot.stamp;
    const words = held ? wordsOf(shot.problems) || "Ảnh rõ." : stateWords(shot);
    need("[data-look-words]").textContent = words;
    need("[data-drop]").hidden = !held;
    need("[data-retake]").hidden = !held;
    need("[data-keep]").replaceChildren(icon("check"), held ? "Dùng ảnh này" : "Đóng");
    this.dialog.showModal();
  }

  private drop(again = false): void {
    if (this.looked) this.shots.drop(this.looked.shot);
    this.dialog.close();
    if (again && this.shutter.hidden) need<HTMLInputElement>("[data-input]").click();
  }

  private lookedAt(): void {
    if (this.looked?.url) URL.revokeObjectURL(this.looked.url);
    this.looked = null;
  }

  private draw(): void {
    const strip = need("[data-strip]");
    strip.replaceChildren(...this.shots.all.map((shot) => this.stamp(shot)));
    strip.scrollLeft = strip.scrollWidth;
    need("[data-count]").textContent = this.shots.all.length ? `Đã gửi ${this.shots.sent}/${this.shots.all.length} trang` : "";
    need<HTMLButtonElement>("[data-send]").disabled = !this.shots.all.some((shot) => shot.state === "held");
  }

  private stamp(shot: Shot): HTMLElement {
    const label = `Trang ${shot.number}: ${stateWords(shot)}`;
    const picture = shot.stamp ? h("img", { src: shot.stamp, alt: "" }) : icon("image");
    const mark = { held: "edit", sending: "upload", waiting: "clock", sent: "check", refused: "error" }[shot.state];
    const bar = shot.state === "sending" ? h("progress", { max: Math.max(shot.file.size, 1), value: shot.sent, "aria-label": label }) : null;
    const button = h("button", { type: "button", class: "capture-stamp", "data-state": shot.state, "aria-label": label, onclick: () => this.look(shot) }, picture, h("span", {}, icon(mark), String(shot.number)), bar);
    return h("li", {}, button);
  }
}

function judged(source: Source, width: number): Judged {
  return judge(greyOf(source, SMALL_WIDTH), greyOf(source, width));
}

function stateWords(shot: Shot): string {
  const words = { held: "chưa gửi, chụp lại được", sending: "đang gửi", waiting: "chờ gửi", sent: "đã gửi", refused: "không nhận" };
  return shot.words ? `${words[shot.state]}. ${shot.words}` : words[shot.state];
}

/** The outline lies over the picture, which is shown whole in its frame. */
function drawOutline(canvas: HTMLCanvasElement, video: HTMLVideoElement, outline: Outline | null): void {
  const scale = Math.min(video.clientWidth / video.videoWidth, video.clientHeight / video.videoHeight);
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  const context = canvas.getContext("2d");
  if (!context || !outline) return;
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = 4;
  context.beginPath();
  for (const { x, y } of outline.corners) context.lineTo(x * canvas.width, y * canvas.height);
  context.closePath();
  context.stroke();
}

if (document.getElementById("capture-data")) new CaptureScreen(pageData<CaptureData>("capture-data"));
