/** The little of mailparser that the tests of the sample mail use; the package brings no types. */
declare module 'mailparser' {
  export interface ParsedMail {
    readonly subject?: string;
    readonly date?: Date;
    readonly messageId?: string;
    readonly references?: string | string[];
    readonly text?: string;
    readonly html?: string | false;
    readonly from?: { readonly value: readonly { readonly name: string; readonly address?: string }[] };
    readonly attachments: readonly {
      readonly filename?: string;
      readonly contentType: string;
      readonly cid?: string;
      readonly content: Buffer;
    }[];
  }
  export function simpleParser(source: Buffer): Promise<ParsedMail>;
}
