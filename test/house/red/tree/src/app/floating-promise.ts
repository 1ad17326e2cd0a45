async function save(): Promise<number> {
  return 1;
}

export function forgetsToWait(): void {
  save();
}
