/** Places that keys lead to, by what stands there now; the first of them that is there. */
const places = {
  form: ['.wrap-up input[type=radio]:checked', '.wrap-up input[type=radio]'],
  seat: ['.seat-card .seat-buttons button:not(:disabled)'],
  call: ['.call-bar .call-button:not([aria-disabled=true])', '.call-bar'],
  keypad: ['.call-button[data-button=keypad]'],
  transfer: ['.call-button[data-button=transfer]'],
} as const;

export function focusOn(place: keyof typeof places): void {
  for (const selector of places[place]) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found !== null) return found.focus();
  }
}
