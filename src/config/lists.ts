/** Forms of settings that are lists in one line, and their reading. */

/** `name=number,name=number`; `dial` is the dialplan's own word. */
export const transfersForm = /^(?:(?!dial=)[a-z][a-z0-9-]{0,39}=\+?\d{3,20}(?:,(?=.)|$))*$/;
/** `name=host:port,name=host:port` */
export const exchangesForm = /^(?:[a-z][a-z0-9]{0,15}=[\w.-]+:\d{4,5}(?:,(?=.)|$))*$/;
export const serversForm = /^[a-z][a-z0-9]{0,15}(,[a-z][a-z0-9]{0,15})*$/;

/** What stands before and after each `=`. */
export const readPairs = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(',').filter((one) => one !== '').map((one) => one.split('=') as [string, string]));
