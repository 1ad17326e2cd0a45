/** Since 2025-10-09 the shares of the Beijing exchange have codes that begin with 920; who keys the old one means the new one. */
export const movedCodes: Readonly<Record<string, string>> = {
  '835185': '920185',
  '832982': '920982',
  '430047': '920047',
  '833819': '920819',
  '873029': '920029',
};
