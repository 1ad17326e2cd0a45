import type { inboxZhCn } from './inbox-zh-cn.ts';

export const inboxEn: typeof inboxZhCn = {
  inbox: {
    heading: 'Inbox',
    refresh: 'Update',
    number: 'Number',
    box: 'Kind',
    boxOf: { complaint: 'Complaint', suggestion: 'Suggestion', message: 'Message' },
    filed: 'Left',
    client: 'Client',
    length: 'Length',
    due: 'Accept by',
    overdue: 'Overdue',
    state: 'State',
    stateOf: { open: 'Open', taken: 'With {{name}}', mine: 'With me', closed: 'Closed' },
    recording: 'Recording',
    act: { take: 'Take', close: 'Close', cancel: 'Cancel', confirm: 'Close the case' },
    closeTitle: 'Close {{number}}',
    result: 'What was done',
    resultHint: 'Say how it was handled and what the client thought. It is protected and appears in no log.',
    empty: 'Nothing is waiting',
    emptyHint: 'Complaints, suggestions and messages that callers leave after the tone appear here.',
  },
};
