/** Languages of captions: their names, and which one a file is probably in. Pure. */

/** Those that most captions are written in; a course, a browser or a file may name others. */
const common =
  'ar bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt pt-BR ro ru sk sl sr sv ta th tr uk vi zh zh-TW'

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** "German", "Portuguese (Brazil)"; the tag itself where it has no name. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    // Anybody can write a language into a course: it need not be one.
    return tag
  }
}

export interface LanguageChoice {
  readonly tag: string
  readonly name: string
}

/** By name, each once. @param others that have to be among them */
export function languageChoices(others: readonly string[]): LanguageChoice[] {
  const tags = new Set([...common.split(' '), ...others.filter(tag => tag !== '')])
  return [...tags].map(tag => ({ tag, name: languageName(tag) })).sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** What the name says: `intro.de.vtt`, `intro_de.srt`. Undefined where it says none that has a name. */
export function languageInName(fileName: string): string | undefined {
  const [, tag] = /[._ -]([a-z]{2}(?:-[a-z]{2,4})?)\.(?:vtt|srt)$/i.exec(fileName) ?? []
  const [canonical] = tag === undefined ? [] : canonicalOf(tag)
  return canonical !== undefined && languageName(canonical) !== canonical ? canonical : undefined
}

/**
 * What a new file is taken to be in until its author says otherwise: what its name says, else the first language that
 * has no captions yet. '' where all of them have.
 *
 * @param likely the course's, then the author's
 */
export function probableLanguage(fileName: string, likely: readonly string[], taken: readonly string[]): string {
  const said = languageInName(fileName)
  if (said !== undefined) return said
  return [...likely.flatMap(canonicalOf), 'en', ''].find(tag => !taken.includes(tag)) ?? ''
}

function canonicalOf(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag)
  } catch {
    return []
  }
}
