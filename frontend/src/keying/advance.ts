/** Long enough for the Enter that fingers add of habit, too short for having read the next line. */
const HABIT_MS = 600;

/**
 * A choice or a mark goes on to the next line by itself. Whoever types "1, Enter" means one step,
 * not two: the Enter that follows at once, before anything is typed, is taken for part of the first.
 */
export class Advance {
  private at = -Infinity;
  private keystrokes = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** The form went on by itself to a field with this many keystrokes so far. */
  went(keystrokes: number): void {
    this.at = this.now();
    this.keystrokes = keystrokes;
  }

  /** Whether this Enter belongs to the step just made; true once. */
  covers(keystrokes: number): boolean {
    const covered = this.now() - this.at < HABIT_MS && keystrokes === this.keystrokes;
    this.at = -Infinity;
    return covered;
  }
}
