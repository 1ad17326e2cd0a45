/** Words of a supervisor's list of talks. */
export const talksZhCn = {
  talks: {
    heading: '通话监控',
    hint: '示闲后可监听、耳语或强插；进入通话后可接管',
    refresh: '更新',
    agent: '坐席',
    queue: '队列',
    length: '通话时长',
    monitor: '监控',
    by: { listen: '{{name}} 监听中', whisper: '{{name}} 耳语中', barge: '{{name}} 强插中' },
    empty: '当前没有通话',
  },
};
