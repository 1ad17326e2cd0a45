export function say(phase: 'idle' | 'talking' | 'held'): string {
  switch (phase) {
    case 'idle':
      return 'free';
    case 'talking':
      return 'busy';
  }
  return '';
}
