/** @returns the value; undefined where the text is no JSON, which each caller reports in its own way */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not null, which is JSON
  }
}
