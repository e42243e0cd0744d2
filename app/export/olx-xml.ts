/** XML as OLX has it: elements with attributes, no text. */

type Attributes = Readonly<Record<string, string>>

export function xmlElement(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
  const start = `<${name}${written.join('')}`
  if (children.length === 0) return `${start}/>`
  const lines = children.flatMap(child => child.split('\n')).map(line => `  ${line}`)
  return [`${start}>`, ...lines, `</${name}>`].join('\n')
}

/**
 * A title as Open edX and our import read it back: both take an attribute that is a JSON string, or `null`, for what
 * that JSON says.
 */
export function olxText(title: string): string {
  return title === 'null' || /^".*"$/s.test(title) ? JSON.stringify(title) : title
}

/** Text between tags, as in the HTML of a course's description. */
export function escapeText(text: string): string {
  return withoutUnspeakable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapeAttribute(value: string): string {
  return escapeText(value)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)
}

/** Without what XML 1.0 has no way to write, escaped or not (section 2.2, Char). */
function withoutUnspeakable(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
}
