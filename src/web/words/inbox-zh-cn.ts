/** Words of the inbox of messages after the tone. */
export const inboxZhCn = {
  inbox: {
    heading: '留言箱',
    refresh: '更新',
    number: '编号',
    box: '类型',
    boxOf: { complaint: '投诉', suggestion: '建议', message: '留言' },
    filed: '受理时间',
    client: '客户',
    length: '时长',
    due: '受理期限',
    overdue: '已超期',
    state: '状态',
    stateOf: { open: '待处理', taken: '{{name}} 处理中', mine: '我在处理', closed: '已办结' },
    recording: '录音',
    act: { take: '领取', close: '办结', cancel: '取消', confirm: '确认办结' },
    closeTitle: '办结 {{number}}',
    result: '处理结果',
    resultHint: '写明如何处理、客户的意见；内容受保护，不会出现在日志中。',
    empty: '没有待处理的留言',
    emptyHint: '来电者在提示音后的投诉、建议和留言会显示在这里。',
  },
};
