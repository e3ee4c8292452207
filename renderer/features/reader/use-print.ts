/** Prints the message that is open, by key, menu and palette. */
import { useCallback, useMemo } from 'react';
import type { Address, MessageDetail, MessageRow } from '../../../electron/contract/messages.ts';
import { formatFullDate } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import type { CommandBinding } from '../../state/commands.ts';
import { useCommands } from '../../state/State.tsx';
import { visibleStart } from '../../ui/visible-text.ts';
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

/** The page that shows HTML in the reader now; null where there is none. */
const shownPage = (): Document | null => document.querySelector<HTMLIFrameElement>('article .html-frame')?.contentDocument ?? null;

/** Registers the command for the open message and answers what runs it. */
export function usePrint(row: MessageRow, detail: MessageDetail | undefined): () => void {
  const say = useWords();
  const language = useLanguage();
  const print = useCallback(() => {
    if (!detail) return;
    const fields = [
      { label: say('header.from'), value: namesOf(detail.from) },
      { label: say('header.to'), value: namesOf(detail.to) },
      { label: say('header.cc'), value: namesOf(detail.cc) },
      { label: say('header.date'), value: formatFullDate(detail.dateField ?? row.date, language) },
    ];
    void printMessage({
      head: {
        subject: visibleStart(row.subject, 1_000).trim() || say('messages.noSubject'),
        fields: fields.filter(({ value }) => value !== ''),
      },
      shown: shownPage(),
      text: detail.text ?? '',
      attachments: detail.attachments
        .filter(({ inline }) => !inline)
        .slice(0, mostPeople)
        .map(({ name }) => visibleStart(name, longestName)),
      language,
    });
  }, [row, detail, say, language]);
  const commands = useMemo<readonly CommandBinding[]>(
    () => [{ id: 'message.print', isEnabled: () => detail !== undefined, run: print }],
    [print, detail],
  );
  useCommands(commands);
  return print;
}
