/** The little that we use of the package ari-client, which has no types of its own. */
declare module 'ari-client' {
  export interface AriClient {
    /** `*` is every event, as it came; the others are the package's own. */
    on(event: '*' | 'pong' | 'WebSocketConnected' | 'WebSocketReconnecting', listener: (event: unknown) => void): this;
    start(apps: readonly string[]): Promise<void>;
    ping(): void;
  }
  /** Reads Asterisk's API description. */
  export function connect(url: string, user: string, password: string): Promise<AriClient>;
}
