import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1d4ed8',
    colorInfo: '#1d4ed8',
    colorLink: '#1d4ed8',
    colorSuccess: '#16a34a',
    colorWarning: '#d97706',
    colorError: '#dc2626',
    colorTextBase: '#0f172a',
    colorBgLayout: '#eef2f7',
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    borderRadius: 8,
    borderRadiusLG: 12,
    fontFamily: "-apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif",
  },
  components: {
    Table: { headerBg: '#f8fafc', headerColor: '#475569', headerSplitColor: 'transparent', cellPaddingBlockMD: 10 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
  },
};
