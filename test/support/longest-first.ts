/** The order of the test files: those that take long first, so that none of them runs by itself at the end, beside an idle core. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes over eight seconds, the longest first. Vitest knows only what it has run before, and takes the larger file to be the longer. */
const long = [
  'test/renderer/lists/commands.test.ts',
  'test/renderer/lessons/lessons-window.test.ts',
  'test/renderer/lessons/mistakes.test.ts',
  'test/renderer/window.test.ts',
  'test/engine/imap/servers.test.ts',
  'test/renderer/compose/composer-focus.test.ts',
  'test/renderer/compose/compose-window.test.ts',
  'test/proof/faults/lies.test.ts',
  'test/loopback/other-site.test.ts',
  'test/e2e/screenshots.test.ts',
  'test/engine/mail-log/real-servers.test.ts',
  'test/engine/sync/servers.test.ts',
  'test/proof/news.test.ts',
  'test/proof/frozen-window.test.ts',
  'test/renderer/late-answers.test.ts',
  'test/renderer/lessons/lessons-at-servers.test.ts',
  'test/renderer/transcript/transcript-window.test.ts',
  'test/terminal/console.test.ts',
  'test/renderer/console/console-window.test.ts',
  'test/proof/corpus.test.ts',
  'test/engine/sync/news.test.ts',
  'test/engine/transcript/export/export-threads.test.ts',
  'test/engine/wire/echoed-secret.test.ts',
  'test/proof/canaries/accounts.test.ts',
  'test/e2e/imap-postfix.test.ts',
  'test/engine/messages/returns/returns.test.ts',
  'test/renderer/reader/returned-window.test.ts',
  'test/engine/mime/bombs.test.ts',
  'test/renderer/lists/acting.test.ts',
  'test/renderer/server-log-window.test.ts',
  'test/engine/transcript/copy-as/copy-as.test.ts',
  'test/renderer/reader/html-mail.test.ts',
  'test/loopback/host-program.test.ts',
  'test/renderer/lists/select-all.test.ts',
  'test/terminal/put-off.test.ts',
  'test/renderer/looks.test.ts',
  'test/terminal/hand-in-again.test.ts',
  'test/terminal/sync.test.ts',
  'test/proof/canaries/console.test.ts',
  'test/renderer/reader/reading-right.test.ts',
  'test/renderer/reader/reader-window.test.ts',
  'test/renderer/reader/authentication-window.test.ts',
  'test/desktop/start.test.ts',
  'test/terminal/mail-host.test.ts',
  'test/desktop/defences.test.ts',
  'test/engine/local/rewrite.test.ts',
  'test/terminal/send.test.ts',
  'test/renderer/compose/drafts-window.test.ts',
  'test/engine/compose/answers.test.ts',
  'test/proof/soak.test.ts',
  'test/servers/servers.test.ts',
  'test/renderer/words-in-place.test.ts',
  'test/renderer/late-files.test.ts',
  'test/renderer/accounts/accounts-window.test.ts',
  'test/e2e/pop3-exim.test.ts',
  'test/proof/canaries/killed.test.ts',
  'test/renderer/folders/folders-window.test.ts',
  'test/renderer/reader/readable-backgrounds.test.ts',
  'test/terminal/arguments.test.ts',
  'test/renderer/reader/message-file.test.ts',
  'test/renderer/transcript/dock.test.ts',
  'test/renderer/practice-window.test.ts',
  'test/renderer/transcript/reading.test.ts',
  'test/engine/recovery.test.ts',
  'test/proof/frozen-lists.test.ts',
];

export class LongestFirst extends BaseSequencer {
  /** Throws where the list names a file that is gone. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const gone = long.filter((file) => !existsSync(join(root, file)));
    if (gone.length > 0) throw new Error(`not there any more, but in the list of longest-first.ts: ${gone.join(', ')}`);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = long.indexOf(relative(root, moduleId).replaceAll('\\', '/'));
      return found === -1 ? long.length : found;
    };
    // Files that share a process follow each other.
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project.name);
    return [...projects.values()].flatMap((ofOne) => ofOne.toSorted((left, right) => place(left) - place(right)));
  }
}
