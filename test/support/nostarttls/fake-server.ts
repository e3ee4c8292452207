/**
 * Plays a NO STARTTLS case. It takes every credential that it is offered, in clear as well, and goes on as if all were
 * well: a client that can be tempted to log in before TLS will be.
 */
import type { KeyedCertificate } from '../certificates.ts';
import { type ScriptedConnection, type ScriptedServer, startScriptedServer } from '../scripted/scripted-server.ts';
import type { NegotiationCase } from './case.ts';

export function startFakeServer(negotiation: NegotiationCase, certificate: KeyedCertificate): Promise<ScriptedServer> {
  const play = { imap: playImap, pop3: playPop3, smtp: playSmtp }[negotiation.protocol];
  return startScriptedServer(async (peer) => {
    if (negotiation.implicitTls) await peer.startTls(certificate);
    await play(negotiation, peer, certificate);
  });
}

const offered = ({ capabilities }: NegotiationCase, secured: boolean, authenticated: boolean): readonly string[] =>
  secured ? (authenticated ? capabilities.tlsAuth : capabilities.tls) : authenticated ? capabilities.auth : capabilities.clear;

async function playImap(negotiation: NegotiationCase, peer: ScriptedConnection, certificate: KeyedCertificate): Promise<void> {
  let authenticated = negotiation.preauth;
  peer.send(negotiation.greeting);
  for (let line = await peer.line(); line !== null; line = await peer.line()) {
    const [tag = '*', verb = '', argument = ''] = line.split(' ');
    const command = verb.toUpperCase();
    if (negotiation.hidden.has(command)) {
      peer.send(`${tag} BAD unknown command\r\n`);
      continue;
    }
    switch (command) {
      case 'CAPABILITY':
        peer.send(`* CAPABILITY ${offered(negotiation, peer.secured(), authenticated).join(' ')}\r\n${tag} OK done\r\n`);
        break;
      case 'STARTTLS':
        peer.send((negotiation.startTlsAnswer ?? '<tag> OK begin TLS now.\r\n').replace('<tag>', tag));
        if (negotiation.transition && negotiation.startTlsAnswer === null) await peer.startTls(certificate);
        break;
      case 'AUTHENTICATE': {
        const prompts = argument.toUpperCase() === 'LOGIN' ? ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'] : [''];
        for (const prompt of prompts) {
          peer.send(`+ ${prompt}\r\n`);
          await peer.line();
        }
        authenticated = true;
        peer.send(`${tag} OK done\r\n`);
        break;
      }
      case 'LOGIN':
        authenticated = true;
        peer.send(`${tag} OK done\r\n`);
        break;
      case 'LIST':
        peer.send(`* LIST () "/" INBOX\r\n${tag} OK done\r\n`);
        break;
      case 'LOGOUT':
        peer.send(`* BYE\r\n${tag} OK done\r\n`);
        peer.close();
        return;
      default:
        peer.send(`${tag} OK done\r\n`);
    }
  }
}

async function playPop3(negotiation: NegotiationCase, peer: ScriptedConnection, certificate: KeyedCertificate): Promise<void> {
  let authenticated = false;
  peer.send(negotiation.greeting);
  for (let line = await peer.line(); line !== null; line = await peer.line()) {
    const command = line.split(' ')[0]?.toUpperCase() ?? '';
    if (negotiation.hidden.has(command)) {
      peer.send('-ERR unknown command\r\n');
      continue;
    }
    switch (command) {
      case 'CAPA':
        peer.send(['+OK', ...offered(negotiation, peer.secured(), authenticated), '.'].map((each) => `${each}\r\n`).join(''));
        break;
      case 'STLS':
        peer.send(negotiation.startTlsAnswer ?? '+OK begin TLS now.\r\n');
        if (negotiation.transition && negotiation.startTlsAnswer === null) await peer.startTls(certificate);
        break;
      case 'AUTH':
        peer.send('+ \r\n');
        await peer.line();
        authenticated = true;
        peer.send('+OK done\r\n');
        break;
      case 'PASS':
      case 'APOP':
        authenticated = true;
        peer.send('+OK done\r\n');
        break;
      default:
        peer.send('+OK 0 0\r\n');
    }
  }
}

async function playSmtp(negotiation: NegotiationCase, peer: ScriptedConnection, certificate: KeyedCertificate): Promise<void> {
  peer.send(negotiation.greeting);
  for (let line = await peer.line(); line !== null; line = await peer.line()) {
    const command = line.split(' ')[0]?.toUpperCase() ?? '';
    if (negotiation.hidden.has(command)) {
      peer.send('502 5.5.1 unknown command\r\n');
      continue;
    }
    switch (command) {
      case 'EHLO':
        peer.send(
          ['example.org', ...offered(negotiation, peer.secured(), false)]
            .map((each, index, all) => `250${index + 1 < all.length ? '-' : ' '}${each}\r\n`)
            .join(''),
        );
        break;
      case 'STARTTLS':
        peer.send(negotiation.startTlsAnswer ?? '220 begin TLS now.\r\n');
        if (negotiation.transition && negotiation.startTlsAnswer === null) await peer.startTls(certificate);
        break;
      case 'AUTH':
        // PLAIN carries everything with it; LOGIN is asked twice.
        for (const prompt of line.toUpperCase().startsWith('AUTH LOGIN') ? ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'] : []) {
          peer.send(`334 ${prompt}\r\n`);
          await peer.line();
        }
        peer.send('235 done\r\n');
        break;
      case 'DATA':
        peer.send('354 go on\r\n');
        await peer.linesUntil((each) => each === '.');
        peer.send('250 taken\r\n');
        break;
      case 'QUIT':
        peer.send('221 bye\r\n');
        peer.close();
        return;
      default:
        peer.send('250 ok\r\n');
    }
  }
}
