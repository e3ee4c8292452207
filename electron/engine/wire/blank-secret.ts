/** A server's line on its way into a failure: should it repeat the password, the password is overwritten. */

/** Overwrites the password and its base64 form with as many asterisks. Passwords of one to three characters would blank half the language. */
export function blankSecret(line: string, password: string): string {
  if (password.length < 4) return line;
  const forms = [password, Buffer.from(password, 'utf8').toString('base64').replace(/=+$/, '')];
  return forms.reduce((blanked, form) => blanked.replaceAll(form, '*'.repeat(form.length)), line);
}
