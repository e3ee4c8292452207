/**
 * How lines of a message that begin with `From ` stand in an mbox file, so that they are not taken for the beginning of another message:
 * mboxo writes `>From `, mboxrd adds a `>` to any number of them, mboxcl does as mboxo and counts, mboxcl2 only counts (Content-Length).
 * Of these only mboxrd can be undone without a doubt.
 */

type MboxDialect = 'mboxo' | 'mboxrd' | 'mboxcl' | 'mboxcl2';

const quoted = /^>+From /m;
const quotedTwice = /^>>+From /m;
const bare = /^From /m;

/**
 * What one message shows of its writer. `mboxo` where there is no sign of another: a single `>` may be the writer's or the sender's, so it
 * stays as it is.
 * @param isCounted its Content-Length is right
 */
export function dialectOf(content: Buffer, isCounted: boolean): MboxDialect {
  const text = content.toString('latin1');
  if (isCounted) return bare.test(text) || !quoted.test(text) ? 'mboxcl2' : 'mboxcl';
  return quotedTwice.test(text) && !bare.test(text) ? 'mboxrd' : 'mboxo';
}

/** Whether it would be read otherwise without its right Content-Length. */
export function isReadByCount(content: Buffer): boolean {
  if (content.indexOf('From ') < 0) return false;
  const text = content.toString('latin1');
  return bare.test(text) || quotedTwice.test(text);
}

/** A message as it was before it was written to a file of mboxrd; of any other the bytes as they are. */
export function unquoted(content: Buffer, dialect: MboxDialect): Buffer {
  if (dialect !== 'mboxrd' || content.indexOf('>From ') < 0) return content;
  return Buffer.from(content.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}

/** A message as it stands in a file of mboxrd. */
export function quotedFrom(content: Buffer): Buffer {
  if (content.indexOf('From ') < 0) return content;
  return Buffer.from(content.toString('latin1').replace(/^(>*From )/gm, '>$1'), 'latin1');
}
