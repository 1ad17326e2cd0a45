import { monitorAnswerSchema, talksSchema, type MonitorChange, type MonitorWish, type Talks } from '../../contract/desk/monitor.ts';
import { request } from './request.ts';

const pathOf = (callId: string): string => `/api/calls/${callId}/monitor`;

export const readTalks = (): Promise<Talks> => request(talksSchema, '/api/talks');
export const beginMonitor = (callId: string, wish: MonitorWish): Promise<unknown> => request(monitorAnswerSchema, pathOf(callId), wish);
export const changeMonitor = (callId: string, change: MonitorChange): Promise<unknown> => request(monitorAnswerSchema, pathOf(callId), change, 'PUT');
