/** A name server as a person types it. */

/** `192.0.2.1`, `ns.example.org`, `192.0.2.1:5353`, `[2001:db8::1]:5353`. Null where nothing is typed, undefined where it is none. */
export function readServer(typed: string): { host: string; port: number } | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  if (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text)) return { host: text, port: 53 };
  const [, bracketed, plain, digits = '53'] = /^(?:\[([0-9a-f:.]+)\]|([^:\s@/[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
