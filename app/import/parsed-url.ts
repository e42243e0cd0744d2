/** Undefined for what is no address. `URL.parse` is missing in browsers of 2024, as Safari 17. */
export function parsedUrl(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
