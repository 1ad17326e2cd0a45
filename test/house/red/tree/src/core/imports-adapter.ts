import { openSocket } from '../adapters/asterisk/socket.ts';

export const decide = (): string => openSocket();
