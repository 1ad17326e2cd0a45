/** Ringing, for ears and, while the page is out of sight, for eyes. The notice says nothing of who calls. */
import i18next from 'i18next';
import { createRinger } from './ringer.ts';

export interface Bell {
  /** Asks the agent whether the desktop may show notices; only a click may ask. */
  ask(): void;
  start(): void;
  stop(): void;
}

export function createBell(): Bell {
  const ringer = createRinger();
  let notice: Notification | null = null;
  const isThere = 'Notification' in window;
  const showNotice = (): void => {
    if (!isThere || Notification.permission !== 'granted' || document.visibilityState === 'visible') return;
    const shown = new Notification(i18next.t('phone.rings'), { tag: 'hotline-ring', requireInteraction: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    notice = shown;
  };
  return {
    ask() {
      if (isThere && Notification.permission === 'default') void Notification.requestPermission();
    },
    start() {
      ringer.start();
      showNotice();
    },
    stop() {
      ringer.stop();
      notice?.close();
      notice = null;
    },
  };
}
