/** How a body is signed for who receives it: HMAC-SHA256 over `SECONDS.BODY`, so that it cannot be changed nor sent again much later. */
import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'hotline-signature';

export const signatureOf = (secret: string, seconds: number, body: string): string => `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
