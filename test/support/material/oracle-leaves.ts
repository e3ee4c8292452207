/** The leaf parts of a message in the terms of `oracle/consensus.json`, and where that oracle is known to be wrong. */
import { createHash } from 'node:crypto';
import {
  decodedBytes,
  encodedBytes,
  type MessageStructure,
  type Part,
  readStructure,
  walkParts,
} from '../../../electron/engine/mime/structure/structure.ts';

/** Content type, file name, length and the first 12 digits of the SHA-1 of the decoded bytes with LF line ends. */
export type Leaf = readonly [string, string | null, number, string];

/**
 * Where the oracle's one voice on leaves is wrong, and what is right instead. Each was read by hand.
 */
export const oracleMistakes = new Map([
  [
    'mikel-mail/spec/fixtures/emails/rfc2822/example13.eml',
    'a blank before the colon is obsolete but valid (RFC 5322 §4.5), so this is a header, not body text',
  ],
  ['sisimai-bounces/maildir/bsd/lhost-mimecast-02.eml', 'the same within a delivery status'],
  ['cpython/msg_37.txt', 'two boundaries behind each other enclose an empty part (RFC 2046 §5.1.1); the oracle reads them as one'],
  ['mime4j/core/src/test/resources/mimetools-testmsgs/double-bound.msg', 'the same'],
  [
    'mime4j/core/src/test/resources/testmsgs/multipartemptypart.msg',
    'a closing boundary directly after an opening one closes; the epilogue is no part',
  ],
  ['cpython/msg_39.txt', 'the inner of two equal boundaries counts; the expected tree in the test suite of this file has all four patches'],
  [
    'sisimai-bounces/maildir/mac/lhost-messagelabs-01.eml',
    'a quoted-printable soft break before a lone CR is a soft break; the oracle drops the lines after it',
  ],
  [
    'sisimai-bounces/maildir/bsd/rhost-google-02.eml',
    'names one boundary and uses another: the oracle leaves it undivided, we read the parts by the boundary in use',
  ],
  ['spamassassin/spam-1/00467.5b733c506b7165424a0d4a298e67970f.eml', 'the same'],
  [
    'spamassassin/spam-2/00122.4a2f67839c81141a1075745a66c907bb.eml',
    'has two parts and has lost the field that says so: the oracle shows their boundaries and fields as a text',
  ],
]);

/** Our leaves in the oracle's terms: it reads every `message/…` part as a message, and each block of a delivery status as one. */
export function leavesAsOracle(structure: MessageStructure, loneCarriageReturns: boolean): Leaf[] {
  const leaves: Leaf[] = [];
  const insideFiles = new Set<Part>();
  for (const part of walkParts(structure.root)) {
    // A message saved as a file of another type is a file to the oracle.
    const isFile = part.children.length > 0 && !/^(?:multipart|message)\//.test(part.type);
    if (isFile || insideFiles.has(part)) for (const child of part.children) insideFiles.add(child);
    if (insideFiles.has(part) || (part.children.length > 0 && !isFile)) continue;
    if (part.type.startsWith('message/')) leaves.push(...insideMessage(encodedBytes(part), part, loneCarriageReturns));
    else leaves.push(describeLeaf(part, decodedBytes(structure, part), loneCarriageReturns));
  }
  return leaves;
}

function insideMessage(body: Buffer, part: Part, loneCarriageReturns: boolean): Leaf[] {
  if (part.type !== 'message/delivery-status') return leavesAsOracle(readStructure(body), loneCarriageReturns);
  // It counts blocks with the line end before the boundary, and its last block loses the one that it thinks belongs there.
  const blocks = `${body.toString('latin1')}\n`.split(/(?<=\n)\r?\n/);
  if (blocks.at(-1) === '') blocks.pop();
  const texts = blocks.map((block, index) => Buffer.from(index === blocks.length - 1 ? block.replace(/\r?\n$/, '') : block, 'latin1'));
  return texts.flatMap((block) => leavesAsOracle(readStructure(block), loneCarriageReturns));
}

function describeLeaf(part: Part, bytes: Buffer, loneCarriageReturns: boolean): Leaf {
  let text = bytes.toString('latin1').replace(/\r\n/g, '\n');
  if (loneCarriageReturns) text = text.replaceAll('\n', '\r'); // the scanner reads such mail with LF, the oracle's hash has CR
  return [part.type, part.fileName, bytes.length, createHash('sha1').update(text, 'latin1').digest('hex').slice(0, 12)];
}
