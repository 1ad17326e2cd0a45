/** Said to a client whose agent's page is away, before the music. */
export const REJOIN_WORDS: readonly string[] = ['talk.rejoin'];
