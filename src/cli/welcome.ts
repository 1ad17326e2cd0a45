/** What `up` and `status` tell: addresses, sign-ins, and what to try first. */
import type { Config } from '../config.ts';
import type { Status } from '../lab/status.ts';

/** Names of the demo agents who show most: one of each series, as the demo firm has them. */
const demoSignIns = '1001 to 1012 (agents), 1013 (supervisor), each with this password';

/** Several lines; the password is this home's own, made at its first `up`. */
export function welcome(config: Config, status: Status): string {
  return [
    `  Desk          ${config.pageUrl}`,
    `  Sign-ins      ${demoSignIns}: ${config.secrets.demoPassword}`,
    `  Hotline       dial ${config.dnis}`,
    ...(status.businessTime === '' ? [] : [`  Business time ${status.businessTime}`]),
    '',
    'Three things to try:',
    '  ./hotline call --keys "1,600519#"               a client asks for a quote; you read what she heard',
    '  ./hotline seat 1001 --auto-answer &             an agent takes her seat, then',
    '  ./hotline call --keys "0" --hold 10             a client asks for a person and talks to her',
    '  ./hotline callback 13800138000 --kind new-account   the firm calls a client back and seals the recording',
  ].join('\n');
}
