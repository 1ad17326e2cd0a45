import { appendFileSync } from 'node:fs';

/** Notes each real SIP call placed in the file the test run counts (setting `sipCallLog`); without one, nothing. */
export function createCallLog(file: string | undefined): (channelId: string) => void {
  return (channelId) => {
    if (file !== undefined) appendFileSync(file, `${channelId}\n`);
  };
}
