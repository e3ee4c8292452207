/** @returns what the text holds; undefined where it is no JSON, which whoever reads it says in its own way */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not null, which is JSON
  }
}
