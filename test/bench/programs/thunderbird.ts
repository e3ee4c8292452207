/**
 * Mozilla Thunderbird as its users run it, on a screen without a monitor. Its profile is made by preferences and, for what lies in its
 * encrypted files, by its own functions in one uncounted start, which also reads the mailbox in. Counted starts have no remote control:
 * what it has painted is read from the screen.
 *
 * Its list counts as painted in the first frame in which nine tenths of what is drawn in the part of the screen where the list stands (the
 * middle pane, below its head) is as it was when an earlier start had come to rest. Nothing else looks there, in place of the list or over it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../../servers/availability.ts';
import { findFreePorts } from '../../servers/loopback-port.ts';
import { connectMarionette } from './marionette.ts';
import { type Area, drawnPlaces, type Screen, samePart, startScreen } from './screen.ts';

/** Why Thunderbird cannot be measured here, or null. */
export function whyNoThunderbird(): string | null {
  const missing = ['thunderbird', 'Xvfb'].filter((name) => !findProgram(name));
  return missing.length > 0 ? `${missing.join(' and ')} not installed` : null;
}

export interface ThunderbirdAccount {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Whether TLS begins with the first octet. */
  readonly tls: boolean;
  /** What is read in before the profile is used: so many messages in the inbox. */
  readonly messages: number;
}

export interface RunningThunderbird {
  readonly pid: number;
  end(): Promise<void>;
}

export interface Thunderbird {
  readonly screen: Screen;
  /** Starts it as a user does; resolves when its process is there. */
  start(): Promise<RunningThunderbird>;
  close(): Promise<void>;
}

/** The middle pane of the default layout, below its head and left of its scroll bar: nothing but the list is drawn there. */
export const listArea: Area = { left: 296, top: 90, width: 270, height: 770 };

/** Seconds without a change after which what is drawn has come to rest. */
const restSeconds = 3;

/** Makes a profile in `folder` with these accounts, the inbox of the first one on show, every inbox read in. */
export async function prepareThunderbird(options: {
  readonly folder: string;
  readonly accounts: readonly ThunderbirdAccount[];
  /** PEM of an authority to trust. */
  readonly trustedCertificate?: string;
}): Promise<Thunderbird> {
  const { accounts, trustedCertificate } = options;
  const [profile, home] = [join(options.folder, 'profile'), join(options.folder, 'home')];
  for (const one of [profile, home]) await mkdir(one, { recursive: true });
  const screen = await startScreen(join(options.folder, 'screen'));
  const [port = 0] = await findFreePorts(1);
  const run = async (...flags: readonly string[]) => {
    const child = spawn('thunderbird', ['--no-remote', '--profile', profile, ...flags], {
      env: { ...process.env, DISPLAY: screen.display, HOME: home, LANG: 'C.UTF-8', MOZ_CRASHREPORTER_DISABLE: '1' },
      stdio: 'ignore',
    });
    await once(child, 'spawn');
    return child;
  };
  try {
    // Before it has the passwords it may not ask for them.
    await writeFile(join(profile, 'user.js'), preferences(accounts, { isPrepared: false, port }));
    const child = await run('--marionette', '--remote-allow-system-access');
    try {
      const remote = await connectMarionette(port);
      await remote.run(readIn(accounts, trustedCertificate));
      await remote.quit();
    } finally {
      await ended(child);
    }
    await writeFile(join(profile, 'user.js'), preferences(accounts, { isPrepared: true, port }));
  } catch (error) {
    await screen.close();
    throw error;
  }
  return {
    screen,
    async start() {
      const child = await run();
      return {
        pid: child.pid ?? 0,
        async end() {
          await ended(child, 'SIGTERM');
          // What it has drawn stays a moment longer than it.
          await untilList(screen, (pixels) => drawnPlaces(pixels).length === 0);
        },
      };
    },
    close: () => screen.close(),
  };
}

/** Milliseconds within which it ends by itself once it is told to. */
const endDeadline = 15_000;

/** Resolves when it has ended: kindly, or else by force. */
async function ended(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (signal) child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), endDeadline);
  await exited;
  clearTimeout(timer);
}

/** What the list looks like once a start has come to rest, and where something is drawn in it. */
export interface ListPicture {
  readonly pixels: Uint32Array;
  readonly places: readonly number[];
}

/** Waits until the list has not changed for a while; fails when it stays empty. */
export async function listAtRest(screen: Screen): Promise<ListPicture> {
  for (let last = screen.read(listArea), since = performance.now(), late = since + 120_000; ; ) {
    await pause(200);
    const pixels = screen.read(listArea);
    const now = performance.now();
    if (samePart(pixels, last) < 1) [last, since] = [pixels, now];
    const places = drawnPlaces(pixels);
    // A list of text covers about a tenth of its ground.
    if (now - since > restSeconds * 1_000 && places.length > pixels.length / 50) return { pixels, places };
    if (now > late) throw new Error(`Thunderbird's list has not come to rest: ${places.length} of ${pixels.length} pixels are drawn`);
  }
}

/** Milliseconds on the clock of `performance` at which the condition on the pixels of the list held first; looks every 5 ms. */
export async function untilList(screen: Screen, condition: (pixels: Uint32Array) => boolean): Promise<number> {
  for (const late = performance.now() + 60_000; ; await pause(5)) {
    if (condition(screen.read(listArea))) return performance.now();
    if (performance.now() > late) throw new Error("Thunderbird's list does not come to look as it should");
  }
}

/** Whether the list is painted; see the head of this file. */
export const isPainted = (rest: ListPicture) => (pixels: Uint32Array) => samePart(pixels, rest.pixels, rest.places) >= 0.9;

/** What runs in Thunderbird itself, with its rights: trust, passwords, and every inbox read in and the first of them shown. */
const readIn = (accounts: readonly ThunderbirdAccount[], certificate: string | undefined) => `
  const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs');
  const accounts = ${JSON.stringify(accounts)};
  const certificate = ${JSON.stringify(certificate?.replaceAll(/-----.*?-----|\s/g, '') ?? null)};
  const later = (ms) => new Promise((resolve) => Services.wm.getMostRecentWindow('mail:3pane').setTimeout(resolve, ms));
  if (certificate !== null)
    Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(certificate, 'CT,,');
  for (const { host, user, password } of accounts) {
    const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
    login.init('imap://' + host, null, 'imap://' + host, user, password, '', '');
    await Services.logins.addLoginAsync(login);
  }
  const servers = MailServices.accounts.allServers.filter(({ type }) => type === 'imap');
  for (const { user, messages } of accounts) {
    const server = servers.find(({ username }) => username === user);
    server.performExpand(null);
    for (;;) {
      const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
      if (inbox && inbox.getTotalMessages(false) >= messages) break;
      inbox?.getNewMessages(null, null);
      await later(1000);
    }
  }
  const inbox = servers.find(({ username }) => username === accounts[0].user).rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  Services.wm.getMostRecentWindow('mail:3pane').document.getElementById('tabmail').currentAbout3Pane.displayFolder(inbox.URI);
  await later(3000);
`;

/** The lines of a `user.js`: the accounts, and nothing that asks the network or the user by itself. */
function preferences(accounts: readonly ThunderbirdAccount[], { isPrepared, port }: { isPrepared: boolean; port: number }): string {
  const local = accounts.length + 1;
  const numbers = accounts.map((_, index) => index + 1);
  const lines: Record<string, string | number | boolean> = {
    'mail.accountmanager.accounts': [...numbers, local].map((number) => `account${number}`).join(','),
    'mail.accountmanager.defaultaccount': 'account1',
    'mail.accountmanager.localfoldersserver': `server${local}`,
    [`mail.account.account${local}.server`]: `server${local}`,
    [`mail.server.server${local}.type`]: 'none',
    [`mail.server.server${local}.hostname`]: 'Local Folders',
    [`mail.server.server${local}.userName`]: 'nobody',
    [`mail.server.server${local}.name`]: 'Local Folders',
    'app.donation.eoy.version.viewed': 999,
    'app.update.enabled': false,
    'browser.safebrowsing.malware.enabled': false,
    'datareporting.healthreport.uploadEnabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'extensions.update.enabled': false,
    'mail.biff.play_sound': false,
    'mail.biff.show_alert': false,
    'mail.inappnotifications.enabled': false,
    'mail.provider.enabled': false,
    'mail.rights.version': 1,
    // Bodies are not fetched before they are opened: while they are, it would be slower at everything else.
    'mail.server.default.autosync_offline_stores': false,
    'mail.server.default.offline_download': false,
    'mail.shell.checkDefaultClient': false,
    'mail.spotlight.firstRunDone': true,
    'mailnews.start_page.enabled': false,
    'marionette.port': port,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'network.proxy.type': 0,
    'toolkit.telemetry.enabled': false,
  };
  for (const [index, { host, port: of, user, tls }] of accounts.entries()) {
    const number = index + 1;
    Object.assign(lines, {
      [`mail.account.account${number}.identities`]: `id${number}`,
      [`mail.account.account${number}.server`]: `server${number}`,
      [`mail.identity.id${number}.fullName`]: user,
      [`mail.identity.id${number}.useremail`]: `${user}@practice.test`,
      [`mail.identity.id${number}.valid`]: true,
      [`mail.server.server${number}.type`]: 'imap',
      [`mail.server.server${number}.hostname`]: host,
      [`mail.server.server${number}.port`]: of,
      [`mail.server.server${number}.userName`]: user,
      [`mail.server.server${number}.name`]: user,
      [`mail.server.server${number}.authMethod`]: 3, // a password
      [`mail.server.server${number}.socketType`]: tls ? 3 : 0,
      [`mail.server.server${number}.login_at_startup`]: isPrepared,
      [`mail.server.server${number}.check_new_mail`]: isPrepared,
      [`mail.server.server${number}.offline_download`]: false,
    });
  }
  return Object.entries(lines)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
