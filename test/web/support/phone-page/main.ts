/** The page's phone without the desk around it, in the hands of a test. */
import { pageId } from '../../../../src/web/phone/granted-line.ts';
import { createPhoneStore } from '../../../../src/web/phone/phone-store.ts';
import { startWords } from '../../../../src/web/words/words.ts';

await startWords();
const phone = createPhoneStore();
const seen: unknown[] = [];
phone.subscribe(() => seen.push(phone.snapshot()));
phone.start();
phone.follow({ isWanted: true, seatPhone: null, isServerUp: true, overCallId: null });
Object.assign(window, { phone, seen, pageId });
