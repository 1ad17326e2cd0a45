/**
 * What English callers hear instead of the Chinese short name. Not everything has one: new shares, the delisted and some of Beijing are
 * told by their code, as with a firm whose list is not complete.
 */
const shares: Readonly<Record<string, string>> = {
  '600519': 'Kweichow Moutai', '600000': 'S P D Bank', '600030': 'CITIC Securities', '600036': 'China Merchants Bank', '600050': 'China Unicom',
  '600104': 'SAIC Motor', '600276': 'Hengrui Pharmaceuticals', '600309': 'Wanhua Chemical', '600887': 'Yili Industrial', '600900': 'Yangtze Power',
  '601012': 'LONGi Green Energy', '601088': 'China Shenhua', '601166': 'Industrial Bank', '601318': 'Ping An Insurance', '601398': 'I C B C',
  '601857': 'PetroChina', '601899': 'Zijin Mining', '603259': 'WuXi AppTec', '605499': 'Eastroc Beverage', '688008': 'Montage Technology',
  '688012': 'AMEC', '688041': 'Hygon Information', '688981': 'S M I C', '689009': 'Ninebot', '000001': 'Ping An Bank', '000002': 'Vanke A',
  '000063': 'ZTE', '000333': 'Midea Group', '000408': 'Zangge Mining', '000625': 'Changan Automobile', '000651': 'Gree Electric',
  '000725': 'BOE Technology A', '000858': 'Wuliangye', '002230': 'iFlytek', '002415': 'Hikvision', '002475': 'Luxshare Precision',
  '002594': 'B Y D', '300015': 'Aier Eye Hospital', '300059': 'East Money', '300124': 'Inovance Technology', '300750': 'C A T L',
  '300760': 'Mindray Medical', '301269': 'Empyrean Technology', '920002': 'Wanda Bearing', '920185': 'B T R New Material',
  '900901': 'INESA B', '900905': 'Lao Feng Xiang B', '900948': 'Yitai Coal B', '200012': 'C S G Holding B', '200596': 'Gujing Distillery B',
  '200625': 'Changan Automobile B',
};

const funds: Readonly<Record<string, string>> = {
  '510050': 'S S E 50 E T F', '510300': 'C S I 300 E T F', '510500': 'C S I 500 E T F', '511880': 'Yinhua Money Market', '512880': 'Securities E T F',
  '518880': 'Gold E T F', '588000': 'STAR 50 E T F', '159915': 'ChiNext E T F', '159919': 'C S I 300 E T F, Shenzhen', '159949': 'ChiNext 50 E T F',
  '161725': 'Liquor Index Fund', '180101': 'Bosera Shekou Park REIT',
};

const indexes: Readonly<Record<string, string>> = {
  '000001': 'Shanghai Composite Index', '399001': 'Shenzhen Component Index', '399006': 'ChiNext Index', '000300': 'C S I 300 Index',
  '000688': 'STAR 50 Index', '899050': 'Beijing 50 Index', '000002': 'Shanghai A Share Index', '000016': 'S S E 50 Index',
};

const bonds: Readonly<Record<string, string>> = {
  '110059': 'S P D Bank Convertible', '113052': 'Industrial Bank Convertible', '123107': 'Wens Convertible', '127045': 'Muyuan Convertible', '128136': 'Luxshare Convertible',
};

const repos: Readonly<Record<string, string>> = {
  '204001': 'Shanghai one-day reverse repo', '204007': 'Shanghai seven-day reverse repo', '131810': 'Shenzhen one-day reverse repo',
};

const byKind = { stock: shares, fund: funds, index: indexes, bond: bonds, repo: repos, subscription: {} } as const;

export const englishNameOf = ({ kind, code }: { readonly kind: keyof typeof byKind; readonly code: string }): string | undefined =>
  (byKind[kind] as Readonly<Record<string, string>>)[code];
