import { h } from "../lib/dom";
import { duration } from "../lib/text";

/** The campaign clock as the server set it: seconds are counted on from the moment the page came. */
export interface Clock {
  day: number;
  days: number;
  daysLeft: number;
  reportAt: string;
  /** Seconds until the report closes; negative once it has. */
  secondsLeft: number;
}

/** The clock's sentence: bold parts are marked true. */
export function clockParts(clock: Clock, elapsed: number): [string, boolean][] {
  const left = clock.secondsLeft - elapsed;
  const days: [string, boolean][] = [[`Ngày ${clock.day}/${clock.days}`, true], [` · còn ${clock.daysLeft} ngày`, false]];
  if (!clock.reportAt) return days;
  const report: [string, boolean][] = [[" · báo cáo lúc ", false], [clock.reportAt, true]];
  const rest = left > 0 ? ` (còn ${duration(left)})` : " (đã chốt)";
  return [...days, ...report, [rest, false]];
}

export function startClock(): void {
  const place = document.querySelector<HTMLElement>("[data-clock]");
  if (!place?.dataset["clock"]) return;
  const clock = JSON.parse(place.dataset["clock"]) as Clock;
  const started = performance.now();
  const draw = () => {
    const parts = clockParts(clock, (performance.now() - started) / 1000);
    place.replaceChildren(...parts.map(([text, strong]) => (strong ? h("b", {}, text) : text)));
  };
  draw();
  setInterval(draw, 10_000);
}
