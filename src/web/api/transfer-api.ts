import { destinationsSchema, transferAnswerSchema, type Destinations, type TransferWish } from '../../contract/desk/transfers.ts';
import { request } from './request.ts';

export const readDestinations = (): Promise<Destinations> => request(destinationsSchema, '/api/transfers/destinations');
export const handOn = (wish: TransferWish): Promise<unknown> => request(transferAnswerSchema, '/api/transfers', wish);
