/** The two files of a Cyrus IMAP 3.6 for one folder: every path lies in it, and it runs wholly as the owner of the mail. */
import { join } from 'node:path';
import type { MailOwner } from '../mail-owner.ts';

export interface CyrusConfigurationOptions {
  folder: string;
  /** Where the programs are. */
  programs: string;
  owner: MailOwner;
  port: number;
}

/** The socket on which Cyrus SASL asks for passwords. */
export const saslSocket = (folder: string): string => join(folder, 'sockets', 'mux');

/** Folders that have to be there. */
export const cyrusFolders = ['configuration', 'configuration/socket', 'spool', 'run', 'run/proc', 'run/lock', 'sockets'] as const;

export function writeImapdConfiguration({ folder, owner }: CyrusConfigurationOptions): string {
  return `
configdirectory: ${join(folder, 'configuration')}
partition-default: ${join(folder, 'spool')}
defaultpartition: default
cyrus_user: ${owner.user}
servername: cyrus.test
altnamespace: yes
unixhierarchysep: yes
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${saslSocket(folder)}
tls_server_cert: ${join(folder, 'certificate.pem')}
tls_server_key: ${join(folder, 'key.pem')}
tls_session_timeout: 0
proc_path: ${join(folder, 'run', 'proc')}
mboxname_lockpath: ${join(folder, 'run', 'lock')}
lmtpsocket: ${join(folder, 'sockets', 'lmtp')}
idlesocket: ${join(folder, 'sockets', 'idle')}
notifysocket: ${join(folder, 'sockets', 'notify')}
duplicate_db_path: ${join(folder, 'run', 'deliver.db')}
statuscache_db_path: ${join(folder, 'run', 'statuscache.db')}
tls_sessions_db_path: ${join(folder, 'run', 'tls_sessions.db')}
imapidlepoll: 1
# A user's mailboxes come into being when he first logs in.
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent|Drafts|Trash|Junk|Archive
xlist-sent: Sent
xlist-trash: Trash
xlist-drafts: Drafts
xlist-junk: Junk
xlist-archive: Archive
`;
}

/** Cyrus's own reader of this file wants each entry on a line of its own. */
export function writeMasterConfiguration({ folder, programs, port }: CyrusConfigurationOptions): string {
  const run = (program: string) => `${join(programs, program)} -C ${join(folder, 'imapd.conf')}`;
  return `
START {
  recover cmd="${run('ctl_cyrusdb')} -r"
}
SERVICES {
  imap cmd="${run('imapd')} -U 30" listen="127.0.0.1:${port}" prefork=1 maxchild=100
}
EVENTS {
}
`;
}
