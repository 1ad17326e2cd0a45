import { phoneGrantSchema } from '../../contract/desk/phone.ts';
import type { PhoneGrant } from '../../contract/desk/phone.ts';
import { request } from './request.ts';

/** This page has the seat's phone from now on; whoever had it steps back. */
export const takePhone = (pageId: string): Promise<PhoneGrant> => request(phoneGrantSchema, '/api/seat/phone', { pageId });
