/**
 * The pictures of where mail goes, who vouches for it, what came back, what reports and logs say. Data and keys only: the host, the name
 * server and the log are started by `take-delivery.ts`.
 */
import type { Page } from 'playwright-core';
import { googleReport, gzip, tlsReport, withReport } from '../support/reports/make-report.ts';
import { nothing, openMessage, type Picture, pressEscape, tab, type Words } from './pictures.ts';
import type { FormedPicture } from './take-forms.ts';

export interface Scene {
  /** As a person types it: address and port. */
  readonly nameServer: string;
  /** Where a walk begins. */
  readonly root: string;
  /** Path of a log of Postfix, and of one of Exim. */
  readonly logs: { readonly postfix: string; readonly exim: string };
}

const reported = [
  { source: '203.0.113.5', count: 1_240 },
  { source: '198.51.100.209', count: 14, disposition: 'quarantine', dkim: 'fail', spf: 'fail' },
  { source: '2001:db8:4860:4864:20::125', count: 3, spf: 'fail' },
];

/** Reports as they come by mail, in this order. */
export const reportMails: readonly Buffer[] = [
  withReport(gzip(googleReport(reported))),
  withReport(gzip(googleReport(reported.slice(0, 2), 1_772_409_600).replace('9876543210', '9876543211'))),
  withReport(gzip(JSON.stringify(tlsReport)), { name: 'x!example.org!1!2!1.json.gz', type: 'application/tlsrpt+gzip', top: 'report' }),
];

const lines = (...all: readonly string[]) => all.join('\r\n');

const delayed = lines(
  'Subject: Warning: could not send message for past 4 hours',
  'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>',
  'Return-Path: <>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  '',
  'THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.org',
  '',
  'Final-Recipient: rfc822; bo@school.example',
  'Action: delayed',
  'Status: 4.4.1',
  'Remote-MTA: dns; mail.school.example',
  'Diagnostic-Code: smtp; 451 4.4.1 Connection timed out with mail.school.example',
  'Will-Retry-Until: Sat, 5 Dec 2026 10:00:00 +0000',
  '--b--',
);

const complaint = lines(
  'Subject: Abuse report',
  'From: feedback@provider.example',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
  '',
  '--b',
  '',
  'This is an abuse report for a message from 192.0.2.1.',
  '--b',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: Reporter/1.0',
  'Version: 1',
  'Original-Rcpt-To: <one@provider.example>',
  'Original-Rcpt-To: <two@provider.example>',
  'Source-IP: 192.0.2.1',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Subject: Our newsletter',
  'From: news@practice.test',
  '',
  'Hello',
  '--b--',
);

/** As a message is opened that lies in a file: dropped on the window. */
async function openFile(page: Page, raw: string): Promise<void> {
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'letter.eml'));
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, raw);
}

/** A message of a file, with the card that says what it is. */
const card = (name: string, raw: string, title: keyof Words): Picture => ({
  name,
  async show(page, say) {
    await openFile(page, raw);
    await page.getByRole('article').getByRole('region', { name: say[title], exact: true }).first().waitFor();
  },
  leave: pressEscape,
});

/** A view that keys open, and its first field. */
async function openView(page: Page, keys: readonly string[]): Promise<void> {
  await page.getByRole('treeitem', { level: 2 }).first().click();
  for (const key of keys) await page.keyboard.press(key);
}

const message = (name: string, subject: string, view: keyof Words, ready: (page: Page, say: Words) => Promise<void>): Picture => ({
  name,
  async show(page, say) {
    await openMessage(page, say, subject);
    await tab(say, view)(page);
    await ready(page, say);
  },
  leave: nothing,
});

const domain = (page: Page, say: Words) => page.getByRole('region', { name: say['delivery.region'], exact: true });
const log = (page: Page, say: Words) => page.getByRole('region', { name: say['maillog.region'], exact: true });

async function checkDomain(page: Page, say: Words, nameServer: string): Promise<void> {
  const view = domain(page, say);
  await view.getByRole('searchbox', { name: say['delivery.subject'] }).fill('ana@school.test');
  await view.getByRole('textbox', { name: say['lookup.server'] }).fill(nameServer);
  // The addresses of the zone are somebody's: nothing is connected to.
  await view.getByRole('checkbox', { name: say['delivery.connects'] }).uncheck({ force: true });
  await view.getByRole('button', { name: say['delivery.check'], exact: true }).click();
  await view.getByRole('button', { name: say['delivery.copyText'] }).waitFor();
}

async function readLog(page: Page, say: Words, path: string): Promise<void> {
  const view = log(page, say);
  await view.getByRole('textbox', { name: say['maillog.path'] }).fill(path);
  await page.keyboard.press('Enter');
  await view.getByRole('status').filter({ hasText: say['maillog.done'] }).waitFor();
}

/** In the order in which they follow from one another. */
export const deliveryPictures = ({ nameServer, root, logs }: Scene): readonly FormedPicture[] => [
  message('way', 'O seu empréstimo termina amanhã', 'view.path', (page, say) =>
    page.getByRole('list', { name: say['path.list'] }).waitFor(),
  ),
  message('vouched', 'O seu empréstimo termina amanhã', 'view.authentication', (page, say) =>
    page
      .getByRole('button', { name: say['auth.again'], exact: true })
      .or(page.getByRole('button', { name: say['auth.check'], exact: true }))
      .waitFor({ timeout: 60_000 }),
  ),
  message('bounce', 'Undelivered Mail Returned to Sender', 'view.message', (page, say) =>
    page.getByRole('region', { name: say['notice.title'] }).waitFor(),
  ),
  card('delayed', delayed, 'notice.title'),
  card('complaint', complaint, 'notice.title'),
  card('report-dmarc', String(reportMails[0]), 'report.title'),
  card('report-tls', String(reportMails[2]), 'report.title'),
  {
    name: 'reports',
    async show(page, say) {
      await page.getByRole('treeitem', { level: 2 }).first().click();
      await page.keyboard.press('Control+k');
      await page.keyboard.type(say['command.folderReports']);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('heading', { name: 'example.org' }).waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'domain-empty',
    show: (page, say) => openView(page, ['g', 'd']).then(() => domain(page, say).waitFor()),
    leave: nothing,
  },
  { name: 'domain', show: (page, say) => checkDomain(page, say, nameServer), leave: nothing },
  {
    name: 'domain-look-ups',
    async show(page, say) {
      const lookUps = domain(page, say).getByRole('region', { name: say['delivery.lookUps'] });
      await lookUps.getByRole('button', { name: /^school\.test\. MX/ }).click();
      await domain(page, say).getByRole('log').getByText('school.test. IN MX?', { exact: true }).waitFor();
    },
    bring: (page, say) =>
      domain(page, say)
        .getByRole('button', { name: /^school\.test\. MX/ })
        .evaluate((button) => button.scrollIntoView({ block: 'center' })),
    leave: pressEscape,
  },
  {
    name: 'step-by-step',
    async show(page, say) {
      await openView(page, ['g', 'n']);
      const view = page.getByRole('region', { name: say['lookup.region'], exact: true });
      await view.getByRole('textbox', { name: say['lookup.name'] }).fill('half.test');
      await view.getByRole('textbox', { name: say['lookup.server'] }).fill(root);
      await view.getByRole('button', { name: say['lookup.walk'] }).click();
      await view.getByRole('status').filter({ hasText: say['walk.end.answer'] }).waitFor({ timeout: 60_000 });
    },
    leave: pressEscape,
  },
  {
    name: 'log-empty',
    async show(page, say) {
      await openView(page, ['g', 's']);
      await log(page, say).getByRole('heading', { name: say['maillog.empty'] }).waitFor();
    },
    leave: nothing,
  },
  {
    name: 'log',
    async show(page, say) {
      await readLog(page, say, logs.postfix);
      const list = log(page, say).getByRole('listbox', { name: say['maillog.messages'] });
      await list.getByRole('option').filter({ hasText: say['maillog.state.bounced'] }).first().click();
      await log(page, say).getByRole('article').getByRole('list', { name: say['maillog.lines'] }).getByRole('listitem').first().waitFor();
    },
    leave: nothing,
  },
  {
    name: 'log-lines',
    async show(page, say) {
      await readLog(page, say, logs.exim);
      await log(page, say).getByText(say['maillog.allLines'], { exact: true }).click();
      await log(page, say).getByRole('list', { name: say['maillog.lines'] }).getByRole('listitem').first().waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'recipients',
    async show(page, say) {
      await page.getByRole('button', { name: say['command.newMessage'], exact: true }).click();
      const form = page.getByRole('form', { name: say['compose.form'] });
      await form.getByRole('textbox', { name: say['compose.to'], exact: true }).fill('Ben <ben@practice.test>, ana@null.example');
      await form.getByRole('textbox', { name: say['compose.subject'] }).fill('Does it get there?');
      await form.getByRole('list', { name: say['compose.recipients'] }).getByRole('listitem').waitFor();
    },
    leave: nothing,
  },
];
