import type { Language } from './clip.ts';

/** What a call speaks until its flow says otherwise. */
export const FIRM_LANGUAGE: Language = 'zh-CN';
