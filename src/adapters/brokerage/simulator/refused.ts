import type { Reply } from './router.ts';

export function refused(status: number, code: string, message: string, details?: Readonly<Record<string, string | number | boolean>>): Reply {
  return { status, body: { code, message, ...(details === undefined ? {} : { details }) } };
}
