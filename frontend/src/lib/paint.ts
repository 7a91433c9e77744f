const KEPT = 500;

/** Measures from `began` (performance.now) until what follows stands on the screen, under this name. */
export function measurePaint(name: string, began: number): void {
  requestAnimationFrame(() =>
    // The frame that shows it begins after this one's scripts.
    setTimeout(() => {
      if (performance.getEntriesByName(name).length >= KEPT) performance.clearMeasures(name);
      performance.measure(name, { start: began, end: performance.now() });
    }),
  );
}
