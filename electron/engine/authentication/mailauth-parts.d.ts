/** The parts of mailauth that are used, with what of their answers is read: its own types are of the whole, which loads much more. */

interface MailauthStatus {
  readonly result: string;
  readonly comment?: string;
  readonly underSized?: number;
  readonly testing?: boolean;
  readonly policy?: { readonly 'dkim-rules'?: string };
  readonly header?: { readonly d?: string; readonly from?: string };
}

interface MailauthSignature {
  readonly id?: string;
  readonly signingDomain?: string;
  readonly selector?: string;
  readonly status: MailauthStatus;
  readonly modulusLength?: number;
  readonly rr?: string;
}

/** Answers rows as `node:dns` does; throws errors with its codes. */
type MailauthResolver = (name: string, type: string) => Promise<unknown[]>;

declare module 'mailauth/lib/dkim/verify.js' {
  export function dkimVerify(
    message: Buffer,
    options: {
      readonly resolver: MailauthResolver;
      readonly sender?: string;
      readonly rejectRsaSha1: boolean;
      readonly curTime?: Date;
    },
  ): Promise<{
    readonly headerFrom: readonly string[];
    readonly fromFields: number;
    readonly results: readonly MailauthSignature[];
    readonly headers: unknown;
    readonly arc: unknown;
  }>;
}

declare module 'mailauth/lib/spf/index.js' {
  export function spf(options: {
    readonly sender: string;
    readonly ip: string;
    readonly helo: string;
    readonly mta: string;
    readonly resolver: MailauthResolver;
  }): Promise<
    | false
    | {
        readonly domain: string;
        readonly status: MailauthStatus;
        readonly rr?: string;
        readonly explanation?: string;
      }
  >;
}

declare module 'mailauth/lib/arc/index.js' {
  export function arc(
    data: unknown,
    options: { readonly resolver: MailauthResolver },
  ): Promise<{
    readonly i?: number | false;
    readonly status: MailauthStatus;
    readonly signature?: MailauthSignature | false;
  }>;
}

declare module 'mailauth/lib/dmarc/index.js' {
  export function evaluateDmarc(options: {
    readonly headerFrom: readonly string[];
    readonly fromFields: number;
    readonly spfDomains: readonly string[];
    readonly dkimDomains: readonly { readonly id?: string; readonly domain?: string; readonly underSized?: number }[];
    readonly resolver: MailauthResolver;
  }): Promise<{
    readonly response?:
      | false
      | {
          readonly status: MailauthStatus;
          readonly domain?: string;
          readonly policyDomain?: string;
          readonly policy?: string;
          readonly rr?: string;
          readonly error?: string;
          readonly alignment?: {
            readonly spf: { readonly result?: string; readonly strict: boolean };
            readonly dkim: { readonly result?: string; readonly strict: boolean; readonly underSized?: number };
          };
        };
    /** Domains of passing signatures that are aligned. */
    readonly dkimAligned?: ReadonlySet<string>;
    readonly reason?: string;
  }>;
}

declare module 'mailauth/lib/bimi/index.js' {
  export function bimi(options: { readonly dmarc: unknown; readonly headers: unknown; readonly resolver: MailauthResolver }): Promise<
    | false
    | {
        readonly status: MailauthStatus;
        readonly location?: string;
        readonly authority?: string;
      }
  >;
}
