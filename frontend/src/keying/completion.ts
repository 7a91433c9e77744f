import { type Code, choiceDigit, matchingCodes } from "../lib/codes";
import { type Offer } from "./offer";
import { type FieldState } from "./state";

/** Choices of a coded line for what was typed. */
export function codeOffers(codes: readonly Code[], typed: string): Offer[] {
  return matchingCodes(codes, typed).map((code, index) => ({ value: code.label, digit: choiceDigit(codes, code, index), aid: "" }));
}

/** Whatever offers values to a line while it is keyed. */
export interface Completion {
  /** Best first; `fields` is the whole record as keyed so far. */
  offers(field: FieldState, typed: string, untouched: boolean, fields: readonly FieldState[]): Offer[];
  /** A line was left with this value: offered in the records that follow. */
  learn(field: FieldState, fields: readonly FieldState[]): void;
}
