/** One window of a browser per registration: two would write over each other's typing. */

const nameOf = (reading: string) => `sohotich.reading.${reading}`;
let letGo: () => void = () => undefined;
let mine = "";

/** Takes the registration for this window, and lets go of the one before. False: another window has it. */
export async function holdReading(reading: string): Promise<boolean> {
  if (!("locks" in navigator) || mine === reading) return true;
  const took = await new Promise<(() => void) | null>((resolve) => {
    void navigator.locks.request(nameOf(reading), { ifAvailable: true }, (lock) => {
      if (!lock) return void resolve(null);
      // Held until the window lets go, or is gone.
      return new Promise<void>((release) => resolve(release));
    });
  });
  if (!took) return false;
  letGo();
  letGo = took;
  mine = reading;
  return true;
}
