import { CustomerServiceOutlined, LockOutlined, SafetyCertificateOutlined, SyncOutlined, UserOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { signIn } from '../api/desk-api.ts';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { Logo } from '../look/logo.tsx';
import { useWords } from '../words/use-words.ts';
import './sign-in.css';

interface Typed {
  login: string;
  password: string;
}

export function SignInPage() {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const isOver = (useLocation().state as { isOver?: boolean } | null)?.isOver === true;
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [form] = Form.useForm<Typed>();

  async function submit({ login, password }: Typed): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(login, password);
      await navigate('/', { replace: true });
    } catch (error) {
      setProblem(error);
      form.setFieldValue('password', '');
      (form.getFieldInstance('password') as HTMLInputElement | undefined)?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="sign-in">
      <aside className="sign-in-brand">
        <div className="brand-mark"><Logo size={40} /><span>{t('product')}</span></div>
        <h1>{t('title')}</h1>
        <ul>
          <li><CustomerServiceOutlined />{t('signIn.point1')}</li>
          <li><SafetyCertificateOutlined />{t('signIn.point2')}</li>
          <li><SyncOutlined />{t('signIn.point3')}</li>
        </ul>
        <p className="brand-foot">{t('signIn.foot')}</p>
      </aside>
      <main className="sign-in-main">
        <div className="sign-in-language"><LanguageSwitch /></div>
        <Form<Typed> form={form} className="sign-in-form" layout="vertical" size="large" requiredMark={false} onFinish={(typed) => void submit(typed)}>
          <h2>{t('signIn.heading')}</h2>
          <p className="muted">{t('signIn.hint')}</p>
          {problem !== null && <Alert type="error" showIcon title={say(problem)} role="alert" />}
          {problem === null && isOver && <Alert type="info" showIcon title={t('signIn.over')} />}
          <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, whitespace: true, message: t('signIn.loginHint') }]}>
            <Input prefix={<UserOutlined />} autoComplete="username" autoFocus spellCheck={false} maxLength={64} />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordHint') }]}>
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" maxLength={256} />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={isBusy}>{t('signIn.submit')}</Button>
        </Form>
      </main>
    </div>
  );
}
