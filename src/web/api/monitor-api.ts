import { monitorAnswerSchema, type MonitorChange } from '../../contract/desk/monitor.ts';
import { request } from './request.ts';

export const changeMonitor = (callId: string, change: MonitorChange): Promise<unknown> => request(monitorAnswerSchema, `/api/calls/${callId}/monitor`, change, 'PUT');
