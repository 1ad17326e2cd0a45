/** Documents that a caller may have sent (M-06): short ones, as text. A firm puts its own words here. */
import type { Language } from '../../core/speech/clip.ts';
import type { Written } from './written.ts';

export const documents: Readonly<Record<string, Readonly<Record<Language, Written>>>> = {
  'doc-1': {
    'zh-CN': { subject: '开户须知', body: '开户须知：请本人携带有效身份证件和银行卡，到任一营业部办理，或通过本公司手机客户端在线办理。开户免收费用，办理时间约三个工作日。' },
    en: { subject: 'How to open an account', body: 'To open an account, come to any branch in person with your identity document and a bank card, or use our mobile app. It is free and takes about three working days.' },
  },
  'doc-2': {
    'zh-CN': { subject: '银证转账说明', body: '银证转账说明：转账在交易日办理，资金转出以可取资金为限。当日卖出证券的资金当日可用，次一交易日可取。' },
    en: { subject: 'Transfers between bank and account', body: 'Transfers are made on trading days. What was sold today can be used today and withdrawn on the next trading day.' },
  },
};
