/** Said on the document when the server answers that the screen is locked, and once it is open. */
export const LOCKED = "sohotich:locked";
export const UNLOCKED = "sohotich:unlocked";

/** The status by which the server says it (WebDAV's, RFC 4918). */
export const LOCKED_STATUS = 423;
