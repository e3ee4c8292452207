/** Names and addresses in a narrow column: they go on in the next line behind a sign that parts them, and an IPv4 address never does. */
import { Fragment } from 'react';

const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** @param text as it is to be seen */
export function Breakable({ text }: { text: string }) {
  if (ipv4.test(text)) return <span style={{ whiteSpace: 'nowrap' }}>{text}</span>;
  const parts = text.split(/(?<=[.:/_@?&=-])(?=[^.:/_@?&=-])/);
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other key
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
