/** A seat as people say it. */
export const seatName = (extension: string): string => `seat ${extension}`;
