/**
 * Version of what page and server say to each other (REST bodies and realtime messages together). Raised when an old page
 * would misread the new server: an open page of another version is told to reload. Misfortune 18 of style.md.
 */
export const deskProtocol = 3;
