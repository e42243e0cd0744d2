/** A bar chart as SVG, readable on light and dark paper. */

export interface Bar {
  readonly label: string
  readonly value: number
  /** What stands at its end. */
  readonly text: string
  readonly isOurs: boolean
}

export interface BarGroup {
  readonly title: string
  readonly bars: readonly Bar[]
}

export interface BarChart {
  readonly title: string
  readonly groups: readonly BarGroup[]
  /** Where values differ a thousandfold: each tick ten times the one before. */
  readonly isLogarithmic: boolean
}

const width = 760
const labelWidth = 160
const textWidth = 130
const rowHeight = 24
const groupGap = 34
const barsWidth = width - labelWidth - textWidth

const style = `
  text { font: 13px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 16px; font-weight: 600 }
  .group { font-weight: 600 }
  .label { text-anchor: end }
  .ours { fill: #0b6e4f }
  .other { fill: #8c959f }
  .paper { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .ours { fill: #3fb68b }
    .other { fill: #6e7681 }
    .paper { fill: #0d1117 }
  }`

const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export function barChartOf({ title, groups, isLogarithmic }: BarChart): string {
  const lengthOf = scaleFor(groups, isLogarithmic)
  const parts: string[] = []
  let y = 30
  for (const group of groups) {
    y += groupGap
    parts.push(`<text class="group" x="16" y="${y - 10}">${escapeText(group.title)}</text>`)
    for (const bar of group.bars) {
      parts.push(rowOf(bar, y, lengthOf(bar.value)))
      y += rowHeight
    }
  }
  const height = y + 20
  const heading = escapeText(isLogarithmic ? `${title} (logarithmic)` : title)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${heading}">
<style>${style}
</style>
<rect class="paper" width="${width}" height="${height}" rx="8"/>
<text class="title" x="16" y="30">${heading}</text>
${parts.join('\n')}
</svg>
`
}

function rowOf({ label, text, isOurs }: Bar, y: number, length: number): string {
  const middle = y + 13
  return [
    `<text class="label" x="${labelWidth - 10}" y="${middle}">${escapeText(label)}</text>`,
    `<rect class="${isOurs ? 'ours' : 'other'}" x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="17" rx="2"/>`,
    `<text x="${(labelWidth + length + 8).toFixed(1)}" y="${middle}">${escapeText(text)}</text>`,
  ].join('')
}

/** On a logarithmic scale the bars begin at a power of ten below the least value. */
function scaleFor(groups: readonly BarGroup[], isLogarithmic: boolean): (value: number) => number {
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter(value => value > 0)
  const most = Math.max(...values, Number.MIN_VALUE)
  if (!isLogarithmic) return value => (Math.max(0, value) / most) * barsWidth
  const least = 10 ** Math.floor(Math.log10(Math.min(...values, most)) - 0.01)
  const decades = Math.log10(most / least)
  return value => (value <= least ? 0 : (Math.log10(value / least) / decades) * barsWidth)
}
