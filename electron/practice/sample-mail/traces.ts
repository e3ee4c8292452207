/**
 * The ways that sample messages came, as fields of the envelope (RFC 5321 §4.4): written by Postfix, Exim, Exchange, Sendmail and qmail in
 * their own words, and by the practice server last, as the only one of them that is the reader's own.
 */
import { headerDate } from '../dates.ts';
import type { SampleContext } from './compose.ts';

/** A field of one server, without its date. */
interface Hop {
  /** Seconds after the message was written. */
  readonly after: number;
  /** Of the clock there. */
  readonly zoneMinutes?: number;
  readonly lines: readonly string[];
}

interface Way {
  readonly hoursAgo: number;
  /** The null sender: an empty string. */
  readonly returnPath: string;
  /** In the order in which they took the message. */
  readonly hops: readonly Hop[];
  /** The hop to the practice server: who handed it over, and when. */
  readonly last: { readonly after: number; readonly helo: string; readonly name: string; readonly ip: string; readonly id: string };
}

/** The trace fields, the newest first, as servers put each above those that are there. */
function traceOf({ domain, owner, now }: SampleContext, { hoursAgo, returnPath, hops, last }: Way): string[] {
  const at = (seconds: number, zone = 0) => headerDate(now - hoursAgo * 3_600_000 + seconds * 1_000, zone);
  const own = [
    `from ${last.helo} (${last.name} [${last.ip}])`,
    '(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)',
    `by ${domain} (Postglass practice server) with ESMTPS id ${last.id}`,
    `for <${owner.address}>`,
  ];
  return [
    `Return-Path: <${returnPath}>`,
    `Received: ${own.join('\n\t')}; ${at(last.after)}`,
    ...hops.toReversed().map(({ after, zoneMinutes, lines }) => `Received: ${lines.join('\n\t')}; ${at(after, zoneMinutes)}`),
  ];
}

/** Submitted with a password to a Postfix, through its filter, and on. */
export const schoolTrace = (context: SampleContext): string[] =>
  traceOf(context, {
    hoursAgo: 9,
    returnPath: 'lucia@aula.example',
    hops: [
      {
        after: 1,
        zoneMinutes: 60,
        lines: [
          'from [10.4.0.17] (pc17.aula.example [10.4.0.17])',
          '(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
          ' key-exchange X25519 server-signature RSA-PSS (2048 bits))',
          '(No client certificate requested)',
          '(Authenticated sender: lucia)',
          'by correo.aula.example (Postfix) with ESMTPSA id 4Zx9Qm1hT2z3Fk',
        ],
      },
      {
        after: 3,
        zoneMinutes: 60,
        lines: [
          'from localhost (localhost [127.0.0.1])',
          'by correo.aula.example (Postfix) with ESMTP id 4Zx9Qn0Lq8z3Fm',
          `for <${context.owner.address}>`,
        ],
      },
    ],
    last: { after: 5, helo: 'correo.aula.example', name: 'correo.aula.example', ip: '203.0.113.40', id: 'PA4Q7T' },
  });

/** Out of a company with Exchange: from mailbox to mailbox, then through its gateway. */
export const archiveTrace = (context: SampleContext): string[] =>
  traceOf(context, {
    hoursAgo: 98,
    returnPath: 'jose@archivo.example',
    hops: [
      {
        after: 1,
        zoneMinutes: 120,
        lines: [
          'from MBX01.archivo.example (10.20.1.11) by MBX01.archivo.example',
          '(10.20.1.11) with Microsoft SMTP Server (version=TLS1_2,',
          'cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.14',
        ],
      },
      {
        after: 4,
        zoneMinutes: 120,
        lines: [
          'from MBX01.archivo.example (10.20.1.11) by EDGE01.archivo.example',
          '(10.20.9.2) with Microsoft SMTP Server (version=TLS1_2,',
          'cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.14 via Frontend',
          'Transport',
        ],
      },
    ],
    last: { after: 34, helo: 'mail.archivo.example', name: 'mail.archivo.example', ip: '198.51.100.61', id: 'PC19XW' },
  });

/** A newsletter: made by a program, relayed by Exim, and held up on the way. */
export const newsletterTrace = (context: SampleContext): string[] =>
  traceOf(context, {
    hoursAgo: 20,
    returnPath: 'bounce+issue12@postmark.example',
    hops: [
      {
        after: 0,
        lines: [
          'from editor by press.postmark.example with local (Exim 4.98)',
          '(envelope-from <bounce+issue12@postmark.example>)',
          'id 1u3KbA-00000001xY2-0aQ7',
        ],
      },
      {
        after: 2,
        lines: [
          'from press.postmark.example ([192.0.2.80]:51402)',
          'by out.postmark.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384',
          '(Exim 4.98) (envelope-from <bounce+issue12@postmark.example>)',
          `id 1u3KbC-00000000Lq1-1mZ4 for ${context.owner.address}`,
        ],
      },
    ],
    last: { after: 752, helo: 'out.postmark.example', name: 'out.postmark.example', ip: '192.0.2.81', id: 'PB07KD' },
  });

/** An old Sendmail behind a qmail, one of whose clocks is ten minutes fast. */
export const osakaTrace = (context: SampleContext): string[] =>
  traceOf(context, {
    hoursAgo: 55,
    returnPath: 'haruka@denshi.example',
    hops: [
      {
        after: 2,
        zoneMinutes: 540,
        lines: [
          'from ws5.denshi.example (ws5.denshi.example [10.8.0.5])',
          'by mail.denshi.example (8.17.1/8.17.1) with ESMTP id 49J2kQ7b012844',
          '(version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256 verify=NO)',
        ],
      },
      {
        after: 606,
        lines: ['from unknown (HELO mail.denshi.example) (198.51.100.25)', 'by relay.isp.example with SMTP'],
      },
    ],
    last: { after: 9, helo: 'relay.isp.example', name: 'relay.isp.example', ip: '198.51.100.200', id: 'PD52MN' },
  });
