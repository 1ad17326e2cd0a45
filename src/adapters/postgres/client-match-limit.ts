/** More matches than this are a number nobody can be told by; the pop shows fewer. */
export const clientMatchLimit = 8;
