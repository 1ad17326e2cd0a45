/** Which phone this machine's agent works with: the one in the page, or one that stands on the desk. Kept by the browser. */
export type PhoneChoice = 'page' | 'desk';
const key = 'hotline.phone';

export const readPhoneChoice = (): PhoneChoice => (localStorage.getItem(key) === 'desk' ? 'desk' : 'page');
export const keepPhoneChoice = (choice: PhoneChoice): void => localStorage.setItem(key, choice);
