import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

export type Language = 'zh-CN' | 'en';
const key = 'hotline.language';

/** Chinese unless this agent has chosen otherwise on this machine. */
export async function startWords(): Promise<void> {
  const chosen: Language = localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN';
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCn }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  follow(chosen);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language);
  await i18next.changeLanguage(language);
  follow(language);
}

function follow(language: Language): void {
  document.documentElement.lang = language;
  document.title = i18next.t('title');
}
