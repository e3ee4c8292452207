/** Prints the message that is open, by key, menu and palette. */
import { useCallback, useMemo } from 'react';
import { flushSync } from 'react-dom';
import type { Address, MessageDetail, MessageRow } from '../../../../electron/contract/messages.ts';
import { formatFullDate } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/words.ts';
import type { CommandBinding } from '../../../state/commands.ts';
import { useCommands } from '../../../state/State.tsx';
import { visibleStart } from '../../../ui/text/visible-text.ts';
import { printMessage } from './print-message.ts';

const longestName = 250;
/** People named on paper. */
const mostPeople = 200;

const namesOf = (people: readonly Address[]): string =>
  people
    .slice(0, mostPeople)
    .map(({ name, address }) =>
      name === '' ? visibleStart(address, longestName) : `${visibleStart(name, longestName)} <${visibleStart(address, longestName)}>`,
    )
    .join(', ');

/** Milliseconds that a page is waited for; its text is printed then. */
const longestWait = 5_000;

/** The page that shows HTML in the reader, once all of it is there; null where its text is read. */
function shownPage(): Promise<Document | null> {
  const look = () => {
    const frame = document.querySelector<HTMLIFrameElement>('article .html-frame');
    if (frame === null) return document.querySelector('article .html-frame-place') ? undefined : null;
    return frame.dataset.filled === undefined ? undefined : frame.contentDocument;
  };
  return new Promise((resolve) => {
    const end = (page: Document | null) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(page);
    };
    const observer = new MutationObserver(() => {
      const page = look();
      if (page !== undefined) end(page);
    });
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-filled'] });
    const timer = setTimeout(() => end(null), longestWait);
    const page = look();
    if (page !== undefined) end(page);
  });
}

/**
 * Registers the command for the open message and answers what runs it.
 * @param showMessage leads from any other view to the message itself, which is what is printed
 */
export function usePrint(row: MessageRow, detail: MessageDetail | undefined, showMessage: () => void): () => void {
  const say = useWords();
  const language = useLanguage();
  const printNow = useCallback(async () => {
    if (!detail) return;
    flushSync(showMessage);
    const shown = await shownPage();
    const fields = [
      { label: say('header.from'), value: namesOf(detail.from) },
      { label: say('header.to'), value: namesOf(detail.to) },
      { label: say('header.cc'), value: namesOf(detail.cc) },
      { label: say('header.date'), value: formatFullDate(detail.dateField ?? row.date, language) },
    ];
    await printMessage({
      head: {
        subject: visibleStart(row.subject, 1_000).trim() || say('messages.noSubject'),
        fields: fields.filter(({ value }) => value !== ''),
      },
      shown,
      text: detail.text ?? '',
      attachments: detail.attachments
        .filter(({ inline }) => !inline)
        .slice(0, mostPeople)
        .map(({ name }) => visibleStart(name, longestName)),
      language,
    });
  }, [row, detail, say, language, showMessage]);
  const print = useCallback(() => void printNow(), [printNow]);
  const commands = useMemo<readonly CommandBinding[]>(
    () => [{ id: 'message.print', isEnabled: () => detail !== undefined, run: print }],
    [print, detail],
  );
  useCommands(commands);
  return print;
}
