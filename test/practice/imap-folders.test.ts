import { describe, expect, it } from 'vitest';
import { dialImap, put, startPractice } from './practice-fixture.ts';

describe('The folder list', () => {
  it('shows the usual folders with their special use', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.command('LIST "" "*"')).toBe(
      '* LIST (\\HasNoChildren) "/" INBOX\r\n' +
        '* LIST (\\HasNoChildren \\Archive) "/" Archive\r\n' +
        '* LIST (\\HasNoChildren \\Drafts) "/" Drafts\r\n' +
        '* LIST (\\HasNoChildren \\Junk) "/" Junk\r\n' +
        '* LIST (\\HasNoChildren \\Sent) "/" Sent\r\n' +
        '* LIST (\\HasNoChildren \\Trash) "/" Trash\r\n' +
        't2 OK List completed\r\n',
    );
    expect(await client.command('LIST "" ""')).toContain('* LIST (\\Noselect) "/" ""');
    expect(await client.command('LIST "" inbox')).toContain('"/" INBOX');
    expect(await client.command('LIST (SPECIAL-USE) "" "*"')).not.toContain('INBOX');
    expect(await client.command('LIST "" (INBOX Sent) RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN))')).toMatch(
      /^\* LIST \(\\HasNoChildren \\Subscribed\) "\/" INBOX\r\n\* STATUS INBOX \(MESSAGES 0 UNSEEN 0\)\r\n\* LIST .* Sent\r\n\* STATUS Sent/,
    );
  });

  it('knows levels: % stays on one, a missing parent is shown as not selectable', async () => {
    const client = await dialImap(await startPractice());
    await client.command('CREATE Work/2026/May');
    expect(await client.command('LIST "" W%')).toMatch(/^\* LIST \(\\Noselect \\HasChildren\) "\/" Work\r\nt/);
    expect(await client.command('LIST Work/ %/%')).toMatch(/^\* LIST \(\\HasNoChildren\) "\/" Work\/2026\/May\r\nt/);
  });

  it('carries names in modified UTF-7, with spaces and quotes', async () => {
    const client = await dialImap(await startPractice());
    for (const name of ['"&AMk-t&AOk- & Co"', '"Caf&AOk- \\"Sol\\""', 'R&-D', '&ZeVnLIqe-']) {
      const isValid = !name.includes('& ');
      expect(await client.command(`CREATE ${name}`)).toMatch(isValid ? /OK / : /NO \[CANNOT\] /);
      if (isValid) expect(await client.command('LIST "" *')).toContain(`"/" ${name}\r\n`);
    }
  });

  it('creates, renames with children, deletes, and refuses what cannot be', async () => {
    const client = await dialImap(await startPractice());
    expect(await client.command('CREATE A/B')).toMatch(/OK /);
    expect(await client.command('CREATE a/b/')).toMatch(/OK /);
    expect(await client.command('CREATE A/B')).toMatch(/NO \[ALREADYEXISTS\]/);
    expect(await client.command('CREATE "x//y"')).toMatch(/NO \[CANNOT\]/);
    expect(await client.command('CREATE Box (USE (\\Archive))')).toMatch(/OK /);
    expect(await client.command('RENAME A Z')).toMatch(/OK /);
    expect(await client.command('LIST "" Z/%')).toContain('Z/B');
    expect(await client.command('DELETE Z/B')).toMatch(/OK /);
    expect(await client.command('DELETE Z/B')).toMatch(/NO \[NONEXISTENT\]/);
    expect(await client.command('DELETE inbox')).toMatch(/NO \[CANNOT\]/);
    expect(await client.command('SELECT Z/B')).toMatch(/NO \[NONEXISTENT\]/);
  });

  it('renaming INBOX moves its messages and leaves it empty', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n');
    const client = await dialImap(server);
    await client.command('RENAME INBOX Old');
    expect(await client.command('STATUS INBOX (MESSAGES)')).toContain('MESSAGES 0');
    expect(await client.command('STATUS Old (MESSAGES)')).toContain('MESSAGES 1');
  });

  it('gives a folder that is made again another UIDVALIDITY', async () => {
    const client = await dialImap(await startPractice());
    const validity = async () => /UIDVALIDITY (\d+)/.exec(await client.command('STATUS Box (UIDVALIDITY)'))?.[1];
    await client.command('CREATE Box');
    const first = Number(await validity());
    await client.command('DELETE Box');
    await client.command('CREATE Box');
    expect(Number(await validity())).toBeGreaterThan(first);
  });

  it('keeps subscriptions', async () => {
    const client = await dialImap(await startPractice());
    await client.command('CREATE Work/Open');
    await client.command('SUBSCRIBE Work/Open');
    await client.command('UNSUBSCRIBE Junk');
    const all = await client.command('LSUB "" *');
    expect(all).toContain('Work/Open');
    expect(all).not.toContain('Junk');
    expect(await client.command('LSUB "" Wo%')).toContain('* LSUB (\\Noselect) "/" Work\r\n');
    expect(await client.command('SUBSCRIBE Nowhere')).toMatch(/NO /);
  });
});

describe('A folder that is opened', () => {
  it('says what it holds', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n', { flags: ['\\Seen', '$Label1'] });
    put(server, 'Subject: 2\n\n');
    const client = await dialImap(server);
    const answer = await client.command('SELECT INBOX (CONDSTORE)');
    expect(answer).toContain('* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Label1)\r\n');
    expect(answer).toMatch(/\* OK \[PERMANENTFLAGS \(.* \\\*\)\]/);
    expect(answer).toContain('* 2 EXISTS\r\n');
    expect(answer).toContain('* OK [UNSEEN 2]');
    expect(answer).toMatch(/\* OK \[UIDVALIDITY \d+\]/);
    expect(answer).toContain('* OK [UIDNEXT 3]');
    expect(answer).toContain('* OK [HIGHESTMODSEQ 3]');
    expect(answer).toMatch(/OK \[READ-WRITE\]/);
    expect(await client.command('STATUS INBOX (MESSAGES UIDNEXT UNSEEN HIGHESTMODSEQ SIZE)')).toContain(
      '(MESSAGES 2 UIDNEXT 3 UNSEEN 1 HIGHESTMODSEQ 3 SIZE 28)',
    );
  });

  it('for reading only changes nothing', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\nbody');
    const client = await dialImap(server);
    expect(await client.command('EXAMINE INBOX')).toMatch(/OK \[READ-ONLY\]/);
    expect(await client.command('FETCH 1 BODY[]')).not.toContain('FLAGS');
    expect(await client.command('STORE 1 +FLAGS (\\Deleted)')).toMatch(/NO \[READ-ONLY\]/);
    expect(await client.command('EXPUNGE')).toMatch(/NO \[READ-ONLY\]/);
    expect(await client.command('STATUS INBOX (UNSEEN)')).toContain('UNSEEN 1');
  });

  it('loses its deleted messages with CLOSE and keeps them with UNSELECT', async () => {
    const server = await startPractice();
    put(server, 'Subject: 1\n\n', { flags: ['\\Deleted'] });
    const client = await dialImap(server);
    await client.command('SELECT INBOX');
    expect(await client.command('UNSELECT')).toMatch(/OK /);
    expect(await client.command('STATUS INBOX (MESSAGES)')).toContain('MESSAGES 1');
    await client.command('SELECT INBOX');
    expect(await client.command('CLOSE')).toMatch(/^t\d+ OK /);
    expect(await client.command('STATUS INBOX (MESSAGES)')).toContain('MESSAGES 0');
  });
});
