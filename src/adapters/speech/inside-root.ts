/** Words that run a program inside a private root; `/` stands for this very system. Only root may enter: who is not becomes it in a namespace of his own. */
export function insideRoot(root: string): readonly string[] {
  if (root === '/') return ['env'];
  const isRoot = process.getuid?.() === 0;
  return [...(isRoot ? [] : ['unshare', '--user', '--map-root-user']), 'chroot', root];
}
