/** The little of mailparser that is used here; the package brings no types. */
declare module 'mailparser' {
  export interface ParsedAddress {
    readonly name: string;
    readonly address?: string;
    readonly group?: readonly ParsedAddress[];
  }
  export interface ParsedMail {
    readonly subject?: string;
    readonly date?: Date;
    readonly messageId?: string;
    readonly references?: string | string[];
    readonly text?: string;
    readonly html?: string | false;
    readonly from?: { readonly value: readonly ParsedAddress[] };
    readonly attachments: readonly {
      readonly filename?: string;
      readonly contentType: string;
      readonly cid?: string;
      readonly size?: number;
      readonly content: Buffer;
    }[];
  }
  export interface ParserOptions {
    readonly skipHtmlToText?: boolean;
    readonly skipTextToHtml?: boolean;
    readonly skipImageLinks?: boolean;
    readonly skipTextLinks?: boolean;
    readonly keepCidLinks?: boolean;
  }
  export function simpleParser(source: Buffer, options?: ParserOptions): Promise<ParsedMail>;
}
