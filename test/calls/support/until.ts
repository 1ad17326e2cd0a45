const LOOK_EVERY_MS = 50;

/** Looks until it is so. `look` answers true, or what is still missing. Throws with its last answer when the time is up. */
export async function until(what: string, look: () => Promise<boolean | string>, limitMs = 10_000): Promise<void> {
  let last: boolean | string = false;
  for (const end = performance.now() + limitMs; performance.now() < end; ) {
    last = await look().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (last === true) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`not within ${limitMs} ms: ${what}${last === false ? '' : ` (${last})`}`);
}

/** Looks until there is something, and gives it. */
export async function found<T>(what: string, look: () => Promise<T | null | undefined>, limitMs = 10_000): Promise<T> {
  let thing: T | null | undefined;
  await until(what, async () => (thing = await look()) != null, limitMs);
  return thing as T;
}
