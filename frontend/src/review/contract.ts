import type { PageImage } from "../viewer/viewer";

/** What the review page leaves for its script. */
export interface ReviewData {
  images: PageImage[];
  /** Address of the next record's picture, loaded ahead; "" at the end. */
  next: string;
}
