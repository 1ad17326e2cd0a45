import { z } from 'zod';
import { callWishAnswerSchema } from '../../contract/desk/call-control.ts';
import type { CallWish, Disposition } from '../../contract/desk/call-control.ts';
import { callPageSchema, previousCallsSchema } from '../../contract/desk/calls.ts';
import type { CallPage, PreviousCalls } from '../../contract/desk/calls.ts';
import { meSchema } from '../../contract/desk/session.ts';
import type { Me } from '../../contract/desk/session.ts';
import { seatAnswerSchema } from '../../contract/desk/seat.ts';
import type { SeatAnswer, SeatChange } from '../../contract/desk/seat.ts';
import { seatServiceFileSchema } from '../../contract/desk/service-file.ts';
import type { SeatServiceFile } from '../../contract/desk/service-file.ts';
import { request } from './request.ts';

export const signIn = (login: string, password: string): Promise<Me> => request(meSchema, '/api/sign-in', { login, password });
export const signOut = (): Promise<unknown> => request(z.object({}), '/api/sign-out', {});
export const readMe = (): Promise<Me> => request(meSchema, '/api/me');
export const readSeat = (): Promise<SeatAnswer> => request(seatAnswerSchema, '/api/seat');
export const changeSeat = (change: SeatChange): Promise<SeatAnswer> => request(seatAnswerSchema, '/api/seat', change);
export const askOfCall = (wish: CallWish): Promise<unknown> => request(callWishAnswerSchema, '/api/seat/call', wish);
export const fileDisposition = (disposition: Disposition): Promise<unknown> => request(z.object({}), '/api/seat/disposition', disposition);
export const readPreviousCalls = (): Promise<PreviousCalls> => request(previousCallsSchema, '/api/seat/previous-calls');
export const readServiceFile = (clientId: string): Promise<SeatServiceFile> => request(seatServiceFileSchema, `/api/seat/service-file?${new URLSearchParams({ clientId }).toString()}`);

export function readCalls({ scope, before }: { scope: 'mine' | 'all'; before?: string }): Promise<CallPage> {
  const query = new URLSearchParams({ scope, limit: '20', ...(before === undefined ? {} : { before }) });
  return request(callPageSchema, `/api/calls?${query.toString()}`);
}

export const audioAddress = (recordingId: string): string => `/api/recordings/${encodeURIComponent(recordingId)}/audio`;
