import { useTranslation } from 'react-i18next';
import { RequestError } from '../api/request.ts';

export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** `t('seat.act.ready')`; `known` gives the word for an id, or the id itself when a newer server sends one we have no word for. */
export function useWords(): { t: Translate; known: (group: string, id: string) => string; say: (error: unknown) => string; language: string } {
  const { t: translate, i18n } = useTranslation();
  const t: Translate = (key, values) => translate(key, { ...values });
  return {
    t,
    known: (group, id) => (i18n.exists(`${group}.${id}`) ? t(`${group}.${id}`) : id),
    say: (error) => {
      if (!(error instanceof RequestError)) return t('error.unknown', { id: '-' });
      if (!i18n.exists(`error.${error.code}`)) return t('error.unknown', { id: error.requestId ?? error.code });
      return t(`error.${error.code}`, { minutes: Math.ceil((error.retryAfterS ?? 60) / 60) });
    },
    language: i18n.language,
  };
}
