/** What the files of an archive say, bent: XML by what its readers trip over, JSON value by value. */
import type { Chance } from '../chance.ts'
import { telltaleNumber } from '../mutate-bytes.ts'

type Make = (chance: Chance) => string

const fragments: readonly [Make, ...Make[]] = [
  () => '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>',
  () => '<!DOCTYPE course SYSTEM "file:///etc/passwd">',
  () => '<?xml version="1.0" encoding="UTF-16"?>',
  () => '<![CDATA[',
  () => '&lt;&#0;&#x110000;&nope;',
  () => '<!--',
  () => '\u0000',
  () => '\ufeff',
  () => '<video url_name="v"/><video url_name="__proto__"/><video url_name="../../x"/>',
  () => '<vertical url_name="s"/><sequential url_name="s"/><chapter url_name="course"/>',
  () => '<video youtube="1.00:__________x,0.75:"/><video youtube_id_1_0="&lt;b&gt;"/>',
  () =>
    '<video><source src="javascript:alert(1)"/><source src="//a.example/%zz"/><source src="http://u:p@a/"/></video>',
  () => '<library_content/><split_test><vertical/></split_test><conditional><video/></conditional>',
  chance => '<vertical>'.repeat(chance.pick([5, 49, 51, 499, 501, 20_000])),
  chance => '<sequential/>'.repeat(chance.pick([10, 1000, 100_000])),
  chance => `<video display_name="${'x'.repeat(chance.pick([1000, 1001, 100_000]))}"/>`,
  chance =>
    ` ${chance.pick(['display_name', 'url_name', 'org', '__proto__', 'language', 'transcripts'])}="&quot;{[\ud83e"`,
  () => `<a ${Array.from({ length: 5000 }, (_, index) => `a${index}="1"`).join(' ')}/>`,
  chance => '[{"'.repeat(chance.pick([1, 5000])),
]

export function bendText(text: string, chance: Chance): string {
  let bent = text
  for (let count = 1 + chance.below(3); count > 0; count--) {
    const at = chance.below(bent.length + 1)
    const until = at + (chance.oneIn(2) ? 0 : chance.below(40))
    const put = chance.oneIn(4) ? bent.slice(chance.below(at + 1), at) : chance.pick(fragments)(chance)
    bent = bent.slice(0, at) + put + bent.slice(until)
    // What is doubled each time would be all there is.
    if (bent.length > 2_000_000) return bent
  }
  return bent
}

const values: readonly [(chance: Chance) => unknown, ...((chance: Chance) => unknown)[]] = [
  () => null,
  () => [],
  () => ({}),
  () => '',
  () => '\ud800',
  () => '__proto__',
  () => 'x'.repeat(1001),
  () => JSON.parse('{"__proto__":{"title":"x"}}'),
  () => ({ kind: 'link', url: 'javascript:alert(1)' }),
  () => ({ kind: 'link', url: `https://a.example/${'x'.repeat(5000)}` }),
  () => ({ kind: 'upload', uploadId: '__proto__', fileName: '../x', sizeBytes: 1e308, type: 'text/html' }),
  () => [{ uploadId: 'u', language: 'en', fileName: '' }],
  () => ['basics', 'a0', 'a1'],
  () => ['nowhere', ''],
  () => true,
  chance => telltaleNumber(chance),
  chance => -telltaleNumber(chance),
  chance => nested(chance.pick([20, 1000])),
  chance => Array.from({ length: chance.pick([2, 1000, 20_000]) }, (_, index) => ({ id: `i${index}`, title: '' })),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = [value]
  return value
}

/** One value anywhere in it is another, or its key, or it stands twice. */
export function bendJson(json: string, chance: Chance): string {
  const root: unknown = JSON.parse(json)
  for (let count = 1 + chance.below(2); count > 0; count--) bendOne(root, chance)
  return JSON.stringify(root)
}

function bendOne(root: unknown, chance: Chance): void {
  let holder = root
  for (;;) {
    if (typeof holder !== 'object' || holder === null) return
    const key = chance.pickAny(Object.keys(holder))
    if (key === undefined) return
    const fields = holder as Record<string, unknown>
    const value = fields[key]
    if (typeof value !== 'object' || value === null || chance.oneIn(4)) return changeField(fields, key, chance)
    holder = value
  }
}

function changeField(fields: Record<string, unknown>, key: string, chance: Chance): void {
  const value = fields[key]
  if (chance.oneIn(6)) delete fields[key]
  else if (chance.oneIn(8)) fields[chance.pick(['version', 'title', 'id', 'extra', 'deleted', 'source'])] = value
  else if (Array.isArray(fields) && chance.oneIn(3)) fields.push(value)
  else fields[key] = chance.pick(values)(chance)
}
