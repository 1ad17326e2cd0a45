/** A row of the stream in its envelope. */
import { EVENT_STREAM, type CloudEvent } from '../../contract/events.ts';
import type { EventRow } from './event-ports.ts';

export const cloudEvent = ({ n, id, type, subject, at, data }: EventRow): CloudEvent => ({
  specversion: '1.0', id, type, source: '/hotline', subject, time: new Date(at).toISOString(), datacontenttype: 'application/json',
  stream: EVENT_STREAM, sequence: String(n), sequencetype: 'Integer', data: { ...data },
});
