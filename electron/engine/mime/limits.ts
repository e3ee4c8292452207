/** What one message may cost at most. Everything beyond is cut and said (`truncated`, `too-complex`), never guessed. */
export interface MimeLimits {
  /** Bytes of one header block. */
  readonly headerBytes: number;
  /** Fields of one header block. */
  readonly headerFields: number;
  /** Bytes of one field that are decoded; the raw field stays whole. */
  readonly fieldBytes: number;
  /** Mailboxes read from one address field. */
  readonly addresses: number;
  /** Parameters of one structured field, pieces of RFC 2231 values included. */
  readonly parameters: number;
  /** Message-IDs read from one References field. */
  readonly references: number;
  /** Multiparts and enclosed messages inside each other. */
  readonly depth: number;
  readonly parts: number;
  /** Characters of plain text handed to the reader. */
  readonly textCharacters: number;
  /** Characters of HTML handed to the reader. */
  readonly htmlCharacters: number;
  /** Characters of HTML source that are looked at: large pictures inside it are taken out before the rest is handed on. */
  readonly htmlSource: number;
  /** Characters of text handed to the index. */
  readonly indexCharacters: number;
}

export const defaultLimits: MimeLimits = {
  headerBytes: 1_048_576,
  headerFields: 2_000,
  fieldBytes: 262_144,
  addresses: 10_000,
  parameters: 1_000,
  references: 1_000,
  depth: 100,
  parts: 10_000,
  textCharacters: 2_097_152,
  htmlCharacters: 4_194_304,
  htmlSource: 50_331_648,
  indexCharacters: 262_144,
};
