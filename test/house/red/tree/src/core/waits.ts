export async function waits(): Promise<number> {
  return 1;
}
