/** A course as a Markdown outline (CommonMark): a heading for each chapter, a list of its videos. */
import type { ExportedOutline, ExportedVideo } from './exported-outline.ts'

export function markdownOutline({ title, description, chapters }: ExportedOutline): string {
  const sections = chapters.map(chapter => [`## ${heading(chapter.title)}`, ...listOf(chapter.videos)])
  return [[`# ${heading(title)}`], quote(description), ...sections]
    .filter(lines => lines.length > 0)
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n')
}

/** With the empty line that Markdown has between a heading and a list. */
function listOf(videos: readonly ExportedVideo[]): string[] {
  return videos.length === 0 ? [] : ['', ...videos.map(video => `- ${item(video)}`)]
}

function item({ title, url }: ExportedVideo): string {
  return url === undefined ? escapeMarkdown(title) : `[${escapeMarkdown(title)}](${destination(url)})`
}

/** As a quotation, so that nothing in it is taken for a part of the outline. */
function quote(text: string): string[] {
  const lines = text.trim() === '' ? [] : text.trim().split(/\r\n|[\n\r\v\f\u2028\u2029]/)
  return lines.map(line => `> ${escapeMarkdown(line)}`.trimEnd())
}

/** A hash at its end would close a heading. */
function heading(title: string): string {
  return escapeMarkdown(title).replace(/#$/, '\\#')
}

/**
 * Text that Markdown shows as it stands: nothing in it makes emphasis, code, a link, an entity, HTML, or a list or
 * heading of its own.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>~|]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\s*)([#+=-])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])/, '$1\\$2')
}

function destination(url: string): string {
  return /[()\\]/.test(url) ? `<${url.replaceAll('\\', '\\\\')}>` : url
}
