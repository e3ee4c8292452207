/**
 * Prints a message: who, when and what, in a page of its own, and nothing of the program. The page stands in a frame of its own because
 * the one that is read in may not open dialogs; it has the same content policy and runs no script either.
 */

/** What stands above the text, in the words of the reader. */
interface PrintedHead {
  readonly subject: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
}

interface PrintedMessage {
  readonly head: PrintedHead;
  /** The page that shows the HTML of the mail now, pictures and all; null where its text is read. */
  readonly shown: Document | null;
  readonly text: string;
  readonly attachments: readonly string[];
  readonly language: string;
}

/** Characters of text that are put on paper: about five hundred pages. */
const mostText = 1_000_000;

const sheet = `
  @page { margin: 18mm 16mm; }
  :root { color-scheme: light; background: #fff; }
  .print-head { font: 10.5pt/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #000; border-bottom: 1px solid #999; padding-bottom: 8pt; margin-bottom: 12pt; }
  .print-head h1 { font-size: 15pt; margin: 0 0 6pt; overflow-wrap: anywhere; }
  .print-head dl { display: grid; grid-template-columns: max-content 1fr; gap: 1pt 10pt; margin: 0; }
  .print-head dt { color: #555; }
  .print-head dd { margin: 0; overflow-wrap: anywhere; }
  .print-text { font: 11pt/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #000; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; font-kerning: none; }
  body { padding: 0 !important; }
  .mail-passage { content-visibility: visible; }
  img { break-inside: avoid; }
  blockquote, p { orphans: 2; widows: 2; }
`;

function headOf(page: Document, { subject, fields }: PrintedHead, attachments: readonly string[]): HTMLElement {
  const head = page.createElement('header');
  head.className = 'print-head';
  const title = page.createElement('h1');
  title.dir = 'auto';
  title.textContent = subject;
  const list = page.createElement('dl');
  for (const { label, value } of [...fields, ...attachments.map((value) => ({ label: '\u{1f4ce}\ufe0e', value }))]) {
    const term = page.createElement('dt');
    term.textContent = label;
    const words = page.createElement('dd');
    words.dir = 'auto';
    words.textContent = value;
    list.append(term, words);
  }
  head.append(title, list);
  return head;
}

/** Fills the page of a print frame; it then holds the message and nothing else. */
function writePrintedPage(page: Document, { head, shown, text, attachments, language }: PrintedMessage): void {
  page.title = head.subject;
  page.documentElement.lang = language;
  const own = page.createElement('style');
  own.textContent = sheet;
  const styles = shown ? [...shown.head.querySelectorAll('style')].map((style) => page.importNode(style, true)) : [];
  page.head.append(...styles, own);
  const body = page.createElement('div');
  if (shown) {
    for (const { name, value } of shown.body.attributes) page.body.setAttribute(name, value);
    for (const node of shown.body.childNodes) body.append(page.importNode(node, true));
  } else {
    body.className = 'print-text';
    body.textContent = text.slice(0, mostText);
  }
  page.body.replaceChildren(headOf(page, head, attachments), body);
}

/** Opens the machine's print dialog, which also saves as PDF. */
export async function printMessage(message: PrintedMessage): Promise<void> {
  // One that was printed before, where the browser did not say when it was done.
  for (const before of document.querySelectorAll('.print-frame')) before.remove();
  const frame = document.createElement('iframe');
  frame.className = 'print-frame';
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.referrerPolicy = 'no-referrer';
  frame.src = './message-frame.html';
  const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page || !view) return;
  writePrintedPage(page, message);
  // A picture that is not decoded yet would be a gap on paper; one that cannot be is one anyway.
  await Promise.allSettled([...page.images].filter(({ src }) => src !== '').map((picture) => picture.decode()));
  // The dialog opens after this call has returned: a frame that is gone by then prints nothing.
  view.addEventListener('afterprint', () => frame.remove(), { once: true });
  view.focus();
  view.print();
}
