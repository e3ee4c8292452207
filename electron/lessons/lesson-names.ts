/** The lessons that come with the program, in the order in which they are taken: a Markdown file each, by language. */
export const lessonNames = [
  'smtp-by-hand',
  'auth-login',
  'starttls',
  'pop3',
  'imap',
  'the-way-of-a-message',
  'what-can-go-wrong',
  'local-mail',
  'mail-of-this-computer',
] as const;
