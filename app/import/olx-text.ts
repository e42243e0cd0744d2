/** Texts of an archive are hostile: cleaned before they reach a title, a report, a terminal. */

/**
 * One line without control characters (a terminal would obey them) or lone surrogates (UTF-8 cannot hold them), cut to
 * `maxLength` UTF-16 units without halving a character.
 */
export function cleanText(text: string, maxLength: number): string {
  // Cut before cleaning, so that the work is bounded too; white space inside is part of what is cut.
  const clean = text
    .trim()
    .slice(0, 4 * maxLength)
    .toWellFormed()
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
  return clean.length <= maxLength ? clean : withoutHalfCharacter(clean.slice(0, maxLength)).trimEnd()
}

function withoutHalfCharacter(text: string): string {
  return text.isWellFormed() ? text : text.slice(0, -1)
}

/** An OLX attribute holds a string, or a JSON string with its quotes: Open edX writes both. */
export function unquote(value: string): string {
  if (!/^".*"$/s.test(value)) return value
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : value
  } catch (error) {
    // A title may begin and end with a quotation mark and mean it.
    if (error instanceof SyntaxError) return value
    throw error
  }
}

/** The text of a fragment of HTML, for a plain description: tags removed, the five entities of XML resolved. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/[^\S\n]+/g, ' ')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
