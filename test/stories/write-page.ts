/** Writes docs/stories.md anew: `node test/stories/write-page.ts`. */
import { writeFileSync } from 'node:fs';
import { PAGE_FILE, pageOf } from './language/page.ts';
import { chapters } from './told/chapters.ts';

writeFileSync(PAGE_FILE, pageOf(chapters));
