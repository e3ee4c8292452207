/** How a user proves to a server who he is. Only the protocols' log-ins look inside; whatever else compares credentials compares digests. */

export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An OAuth 2.0 access token (RFC 6750). */
  | { readonly kind: 'token'; readonly username: string; readonly token: string }
  /** Submission without authentication. */
  | { readonly kind: 'none' };

/** Empty without sign-in. */
export const usernameOf = (credentials: Credentials): string => (credentials.kind === 'none' ? '' : credentials.username);

/** The secret to be masked; null where there is none. */
export function secretOf(credentials: Credentials): string | null {
  if (credentials.kind === 'none') return null;
  return (credentials.kind === 'password' ? credentials.password : credentials.token) || null;
}

/**
 * Whether there is something to sign in with. An empty password counts as none: the vault stores it
 * where a password was forgotten.
 */
export const canSignIn = (credentials: Credentials): credentials is Exclude<Credentials, { kind: 'none' }> =>
  secretOf(credentials) !== null;
