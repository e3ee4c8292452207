/** The sanitiser as one call, for the page of `html-mail.test.ts`: the window cleans a mail piece by piece. */
import type { MailPage } from '../../../renderer/features/reader/html/frame-style.ts';
import { type CleanMail, cleanMail } from '../../../renderer/features/reader/html/sanitise.ts';

/** Cleans a mail at once, its style sheet first. @param realm see `CleaningOptions` */
export function sanitiseMail(html: string, realm: Window): CleanMail & { readonly fragment: DocumentFragment } {
  const fragment = realm.document.createDocumentFragment();
  const onPage = ({ css }: MailPage) => {
    if (css === '') return;
    const style = realm.document.createElement('style');
    style.textContent = css;
    fragment.append(style);
  };
  const cleaning = cleanMail({ html, realm, target: fragment, onPage });
  let step = cleaning.next();
  while (!step.done) step = cleaning.next();
  return { ...step.value, fragment };
}
