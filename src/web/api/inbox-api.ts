import { z } from 'zod';
import { inboxSchema, type Inbox } from '../../contract/desk/inbox.ts';
import { request } from './request.ts';

export const readInbox = (): Promise<Inbox> => request(inboxSchema, '/api/inbox');
export const takeCase = (caseId: string): Promise<unknown> => request(z.object({}), `/api/inbox/${encodeURIComponent(caseId)}/take`, {});
export const closeCase = (caseId: string, result: string): Promise<unknown> => request(z.object({}), `/api/inbox/${encodeURIComponent(caseId)}/close`, { result });
