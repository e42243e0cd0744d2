/** Entries of a tar that no honest program writes. */
import type { Chance } from '../chance.ts'
import { telltaleNumber } from '../mutate-bytes.ts'
import type { RawEntry } from './write-tar.ts'

type Bend = (entries: RawEntry[], chance: Chance) => void

const names = [
  ...(['../course.xml', '/etc/passwd', 'course/../../x.xml', 'C:\\x.xml', 'course\\course.xml', ''] as const),
  ...(['.', './', 'course', 'course/', 'course/course.xml', 'course.xml', '__proto__/course.xml'] as const),
  ...([
    'course/video/__proto__.xml',
    'course/policies/__proto__/policy.json',
    'course/\u0000.xml',
    '%2e%2e/x',
  ] as const),
  ...(['course/static/x.xml', 'drafts/course.xml', 'course/🪢.xml', 'course/\ud800.xml', 'x'.repeat(100)] as const),
  '/'.repeat(99),
] as const

const flags = ['0', '\0', '1', '2', '3', '4', '5', '6', '7', 'x', 'g', 'L', 'K', 'S', 'V', 'z', '9'] as const

/** Binary sizes begin with a set bit: the form of GNU for what octal digits cannot say. */
const binarySizes = [
  Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
  Uint8Array.of(0x80, 0, 0, 0, 0, 0x1f, 255, 255, 255, 255, 255, 255),
  new Uint8Array(12).fill(255),
] as const

const paxTexts = [
  'path=../../x\n',
  'size=99999999999\n',
  'size=-1\n',
  'path=\n',
  '__proto__=x\n',
  'linkpath=/etc\n',
] as const

const bends: readonly [Bend, ...Bend[]] = [
  withEntry((entry, chance) => ({ ...entry, name: chance.pick(names) })),
  withEntry((entry, chance) => ({ ...entry, flag: chance.pick(flags) })),
  withEntry((entry, chance) => ({ ...entry, flag: chance.pick(['1', '2']), link: chance.pick(names) })),
  withEntry((entry, chance) => ({ ...entry, size: telltaleNumber(chance).toString(8).padStart(11, '0') })),
  withEntry((entry, chance) => ({ ...entry, size: chance.pick(['', '-1', '99999999999', '0x10', ' 12', '\0\0\0']) })),
  withEntry((entry, chance) => ({ ...entry, size: chance.pick(binarySizes) })),
  withEntry((entry, chance) => ({ ...entry, magic: chance.pick(['ustar  \0', '\0', 'ustar', 'xxxxx']) })),
  withEntry((entry, chance) => ({ ...entry, wrongBy: chance.pick([-1, 1, 4096]) })),
  (entries, chance) => {
    const body = new TextEncoder().encode(chance.pick([paxOf(chance.pick(paxTexts)), '99 path=x\n', '-5 a=b\n', 'x']))
    const size = body.length.toString(8).padStart(11, '0')
    const from = entries[chance.below(entries.length)]
    if (from)
      entries.splice(chance.below(entries.length), 0, { ...from, flag: chance.pick(['x', 'g', 'L']), body, size })
  },
  (entries, chance) => entries.splice(chance.below(entries.length), 1),
  (entries, chance) => entries.push(...entries.slice(chance.below(entries.length))),
  entries => entries.reverse(),
  // What one file says stands under the name of another.
  (entries, chance) => {
    const from = chance.pickAny(entries)
    const at = chance.below(entries.length)
    const into = entries[at]
    if (from && into) entries[at] = { ...from, name: into.name }
  },
  (entries, chance) => {
    const from = chance.pickAny(entries)
    const count = chance.pick([10, 100, 2000])
    if (from) entries.push(...Array.from({ length: count }, (_, index) => ({ ...from, name: `${index}${from.name}` })))
  },
]

export function bendEntries(entries: readonly RawEntry[], chance: Chance): readonly RawEntry[] {
  const bent = [...entries]
  for (let count = 1 + chance.below(3); count > 0; count--) chance.pick(bends)(bent, chance)
  return bent
}

function withEntry(change: (entry: RawEntry, chance: Chance) => RawEntry): Bend {
  return (entries, chance) => {
    const at = chance.below(entries.length)
    const entry = entries[at]
    if (entry) entries[at] = change(entry, chance)
  }
}

/** A line of a pax header begins with its own length. */
function paxOf(text: string): string {
  const length = text.length + 3
  return `${length} ${text}`
}
