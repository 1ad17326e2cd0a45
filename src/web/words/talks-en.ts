import type { talksZhCn } from './talks-zh-cn.ts';

export const talksEn: typeof talksZhCn = {
  talks: {
    heading: 'Talks under way',
    hint: 'Ready, you may listen, whisper or barge in; once there, take over',
    refresh: 'Update',
    agent: 'Agent',
    queue: 'Queue',
    length: 'Length',
    monitor: 'Monitored',
    by: { listen: '{{name}} listens', whisper: '{{name}} whispers', barge: '{{name}} barged in' },
    empty: 'Nobody talks now',
  },
};
