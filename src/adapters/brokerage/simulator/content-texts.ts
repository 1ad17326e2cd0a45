/** What the simulated firm publishes each day. Made-up words in the manner of such services; no figure is a real one. */
import type { ContentType } from '../../../contract/brokerage/content.ts';

interface Text {
  readonly title: string;
  readonly text: string;
  readonly english: string;
}

/** Types that have the same texts for everybody, the newest first. */
export const dailyTexts: Readonly<Record<Exclude<ContentType, 'announcement' | 'daily-comment'>, readonly Text[]>> = {
  'market-comment': [
    { title: '今日大盘分析', text: '今日市场震荡整理，成交较昨日略有减少，金融和消费板块表现平稳，科技板块分化。投资者宜控制仓位，关注业绩稳定的公司。', english: 'The market moved sideways today on lower turnover. Financials and consumer shares were steady, technology shares were mixed. Keep positions moderate.' },
    { title: '早盘分析', text: '早盘各主要指数小幅高开，随后在平盘附近波动，市场观望情绪较浓。', english: 'The main indexes opened slightly higher and then stayed near the previous close.' },
  ],
  news: [
    { title: '要闻一', text: '监管部门发布通知，要求证券公司进一步做好投资者教育和客户服务工作。', english: 'The regulator asks securities firms to improve investor education and client service.' },
    { title: '要闻二', text: '多家上市公司公布分红方案，合计派发现金的规模比去年同期有所增加。', english: 'Several listed companies announced dividends, in total more than a year ago.' },
  ],
  express: [
    { title: '财经快讯', text: '人民币汇率今日保持基本稳定，债券市场交投平稳。', english: 'The renminbi was stable today, and bond trading was calm.' },
  ],
  'exchange-notice': [
    { title: '交易所公开信息', text: '今日有三只股票因涨跌幅偏离值达到百分之七，列入交易所公开信息，详情请查看交易所网站。', english: 'Three shares are on the exchanges list of public information today, for a price deviation of seven per cent.' },
    { title: '风险提示', text: '交易所提醒投资者注意风险警示股票的交易风险，理性投资。', english: 'The exchange reminds investors of the risk of shares under special treatment.' },
  ],
  opinion: [
    { title: '机构观点', text: '有机构认为，市场中期趋势取决于企业盈利的恢复，建议均衡配置，避免追高。', english: 'One institution sees the trend depend on the recovery of profits, and advises balanced holdings.' },
  ],
};

/** Of one security: the daily comment, and its announcement where there is one. */
export function commentOf(name: string): Text {
  return { title: '千股日评', text: `${name}今日走势与大盘基本一致，量能变化不大，短线可继续观察，注意控制风险。`, english: 'The security moved in line with the market today, with little change in volume. Watch it for now and mind the risk.' };
}

export function announcementOf(name: string): Text {
  return { title: '公司公告', text: `${name}公告，公司将于近期召开股东大会，审议年度利润分配方案，请投资者关注公司正式公告。`, english: 'The company will hold a shareholders meeting soon, to vote on the yearly distribution. Please read the official announcement.' };
}
