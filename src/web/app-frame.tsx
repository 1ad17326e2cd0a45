import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { BrowserRouter, Route, Routes } from 'react-router';
import { DeskPage } from './desk/desk-page.tsx';
import { theme } from './look/theme.ts';
import { SessionGate } from './sign-in/session-gate.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { useWords } from './words/use-words.ts';

/** The server's nonce: styles written at run time carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function AppFrame() {
  const { language } = useWords();
  return (
    <ConfigProvider theme={theme} locale={language === 'en' ? enUS : zhCN} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      <App notification={{ placement: 'bottomRight' }} message={{ maxCount: 2 }}>
        <BrowserRouter>
          <Routes>
            <Route path="/sign-in" element={<SignInPage />} />
            <Route path="/" element={<SessionGate>{(me) => <DeskPage me={me} />}</SessionGate>} />
          </Routes>
        </BrowserRouter>
      </App>
    </ConfigProvider>
  );
}
