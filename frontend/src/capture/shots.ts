/** The pages taken so far and how each gets to the server, without a screen. */

import { type Carried, type Carrier, PartsCarrier, type Receipt } from "../shell/carriers";
import { mayPassLater } from "../shell/upload_figures";
import type { Problem } from "./checks";

export type ShotState = "held" | "sending" | "waiting" | "sent" | "refused";

/** `held`: only here yet, may be taken again; `waiting`: the line is down, goes on by itself. */
export interface Shot {
  number: number;
  file: File;
  stamp: string;
  problems: Problem[];
  state: ShotState;
  sent: number;
  words: string;
  carrier: Carrier | null;
}

type Make = (file: File, tell: Carried) => Carrier;

/**
 * A shot stays here until the next one is taken, so that the last can always be taken again; then
 * it goes by itself. One goes at a time: a telephone's line is no faster with two.
 */
export class Shots {
  readonly all: Shot[] = [];
  private number = 0;
  private readonly make: Make;

  constructor(
    partsUrl: string,
    private readonly changed: () => void,
    make?: Make,
  ) {
    const visit = `${partsUrl}?dot=${crypto.randomUUID?.().replaceAll("-", "") ?? Date.now()}`;
    this.make = make ?? ((file, tell) => new PartsCarrier(visit, file, tell));
  }

  get unsent(): number {
    return this.all.filter((shot) => shot.state !== "sent" && shot.state !== "refused").length;
  }

  get sent(): number {
    return this.all.filter((shot) => shot.state === "sent").length;
  }

  /** Holds a new picture; those before it start on their way. */
  add(picture: Blob, stamp: string, problems: Problem[], at = new Date()): Shot {
    this.number += 1;
    const ending = picture.type === "image/jpeg" || !(picture instanceof File) ? "jpg" : picture.name.split(".").pop();
    const name = `chup-${moment(at)}-${String(this.number).padStart(3, "0")}.${ending}`;
    const file = new File([picture], name, { type: picture.type, lastModified: at.getTime() });
    const shot: Shot = { number: this.number, file, stamp, problems, state: "held", sent: 0, words: "", carrier: null };
    this.release();
    this.all.push(shot);
    this.changed();
    return shot;
  }

  /** Only what is held: what went is the server's. */
  drop(shot: Shot): void {
    if (shot.state !== "held") return;
    this.all.splice(this.all.indexOf(shot), 1);
    URL.revokeObjectURL(shot.stamp);
    this.changed();
  }

  /** Everything held goes on its way. */
  release(): void {
    for (const shot of this.all) if (shot.state === "held") shot.state = "waiting";
    this.next();
  }

  /** The next that waits, once nothing is on its way: also called when the line comes back. */
  next(): void {
    if (this.all.some((shot) => shot.state === "sending")) return;
    const shot = this.all.find((other) => other.state === "waiting");
    if (shot) this.send(shot);
    this.changed();
  }

  private send(shot: Shot): void {
    shot.state = "sending";
    shot.carrier ??= this.make(shot.file, {
      progress: (sent) => ((shot.sent = sent), this.changed()),
      taken: (receipt) => this.taken(shot, receipt),
      notTaken: (status, receipt) => this.notTaken(shot, status, receipt),
    });
    shot.carrier.start();
  }

  private taken(shot: Shot, receipt: Receipt): void {
    shot.state = "sent";
    shot.words = receipt.message ?? (receipt.duplicate ? "đã có từ trước" : "");
    // The server has it: the telephone's memory is for the next pages.
    shot.file = new File([], shot.file.name);
    this.next();
  }

  private notTaken(shot: Shot, status: number, { error }: Receipt): void {
    const later = status === 423 || status === 401 || mayPassLater(status);
    shot.state = later ? "waiting" : "refused";
    shot.words = later ? "chờ mạng" : [error?.message ?? "Máy chủ không nhận ảnh này.", error?.mend].filter(Boolean).join(" ");
    this.changed();
    if (!later) this.next();
  }
}

function moment(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
