/** The little that we use of the package nodemailer. */
declare module 'nodemailer' {
  export interface TransportOptions {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly requireTLS: boolean;
    readonly ignoreTLS: boolean;
    readonly auth?: { readonly user: string; readonly pass: string };
    readonly tls?: { readonly ca: string };
    readonly connectionTimeout: number;
    readonly greetingTimeout: number;
    readonly socketTimeout: number;
    readonly dnsTimeout: number;
    /** Nothing of a message may be read from a file or an address. */
    readonly disableFileAccess: true;
    readonly disableUrlAccess: true;
  }
  export interface Mail {
    readonly envelope: { readonly from: string; readonly to: readonly string[] };
    readonly from: string;
    readonly to: { readonly name: string; readonly address: string };
    readonly subject: string;
    readonly text: string;
    readonly messageId: string;
  }
  /** Rejects with an Error that has `code` (ECONNECTION, EAUTH, EENVELOPE, ...), and `command` and `responseCode` where the server answered. */
  export function createTransport(options: TransportOptions): { sendMail(mail: Mail): Promise<unknown> };
}
