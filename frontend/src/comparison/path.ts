import type { Choice, ItemData } from "./contract";

/** One answer given. */
export interface Answer {
  item: ItemData;
  question: number;
  choice: Choice;
}

/** Where the person stands: an item, one of its questions, and the answers that may be taken back. */
export class Path {
  private given: Answer[] = [];
  question = 0;

  constructor(public item: ItemData) {}

  /** Whether the item has no question left. */
  get answered(): boolean {
    return this.question >= this.item.questions.length;
  }

  /** Notes the answer and goes to the item's next question; false when the item has no more. */
  answer(choice: Choice): boolean {
    this.given.push({ item: this.item, question: this.question, choice });
    this.question += 1;
    return !this.answered;
  }

  /** Whether every question of the item has an answer that stands, and none was put off. */
  complete(item: ItemData): boolean {
    return item.questions.every((_, question) => {
      const last = this.given.filter((answer) => answer.item === item && answer.question === question).at(-1);
      return last !== undefined && last.choice !== "H";
    });
  }

  /** Answers to an item that is settled are not taken back any more. */
  close(item: ItemData): void {
    this.given = this.given.filter((answer) => answer.item !== item);
  }

  /** Goes on to another item. */
  open(item: ItemData): void {
    this.item = item;
    this.question = 0;
  }

  /** Goes back to the last question answered, in an earlier item too; null when there is none. */
  back(): Answer | null {
    const last = this.given.pop();
    if (!last) return null;
    this.item = last.item;
    this.question = last.question;
    return last;
  }
}
