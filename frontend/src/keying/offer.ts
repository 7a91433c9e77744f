import type { Aid } from "./contract";

/** One value put before the keyer. A key takes it; nothing is ever taken by itself. */
export interface Offer {
  /** What goes into the field, as the field shows it. */
  value: string;
  /** What the choice says, where that is more or other than the value. */
  words?: string;
  /** A word on where it comes from, in a quieter colour. */
  note?: string;
  /** The key that takes it; none where digits are what is being typed. */
  digit?: string;
  /** With what help the value came; "" for a code, which is chosen and not completed. */
  aid: Aid;
  /** What was typed is only short for this: Enter takes it, as the choice shows. */
  meant?: boolean;
  /** Lines filled with it, by key: parents who stand together. */
  fills?: ReadonlyMap<string, string>;
}

/** How many are offered at once: as many as digits pick. */
export const MOST_OFFERS = 9;

/** Offers in order, each with the digit that takes it. */
export function numbered(offers: readonly Omit<Offer, "digit">[]): Offer[] {
  return offers.slice(0, MOST_OFFERS).map((offer, index) => ({ ...offer, digit: String(index + 1) }));
}
