import { Segmented } from 'antd';
import { useWords } from '../words/use-words.ts';
import { chooseLanguage } from '../words/words.ts';
import type { Language } from '../words/words.ts';

export function LanguageSwitch() {
  const { t, language } = useWords();
  return (
    <Segmented<Language>
      size="small"
      aria-label={t('language.label')}
      value={language === 'en' ? 'en' : 'zh-CN'}
      options={[{ value: 'zh-CN', label: t('language.zh') }, { value: 'en', label: t('language.en') }]}
      onChange={(chosen) => void chooseLanguage(chosen)}
    />
  );
}
