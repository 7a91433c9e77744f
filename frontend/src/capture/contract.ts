/** What the camera screen of a book is given. */
export interface CaptureData {
  /** Takes a picture part by part (tus). */
  partsUrl: string;
  bookUrl: string;
}
