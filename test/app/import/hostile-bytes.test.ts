import fc from 'fast-check'
import { packTar } from 'modern-tar'
import { expect, it } from 'vitest'
import { commandSchema } from '../../../course/command.ts'
import { codeOf, type Files, fileEntries, gzip, importBytes, inlineUnit } from './olx-archive.ts'

const good: Files = {
  ...inlineUnit('<sequential url_name="s"/><video display_name="Hitch" youtube="1.00:abcdefghijk"/>'),
  'course/sequential/s.xml': '<sequential><vertical><video url_name="v"/></vertical></sequential>',
  'course/video/v.xml': '<video display_name="Bowline"><source src="https://example.org/a.mp4"/></video>',
  'course/policies/run/policy.json': '{"course/run": {"display_name": "Knots"}}',
}

/** Fails by the test's time limit where it hangs, and by `codeOf` where anything but our error is thrown. */
async function expectCourseOrCode(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const imported = importBytes(bytes)
  const code = await codeOf(imported)
  if (code === undefined) for (const command of (await imported).commands) commandSchema.parse(command)
  else expect(code).toMatch(/^(not-an-archive|archive-)/)
}

it('[C1] answers any bytes with a course or a clear error', async () => {
  const header = fc.constantFrom([], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0])
  const bytes = fc
    .tuple(header, fc.uint8Array({ maxLength: 2000 }))
    .map(([start, rest]) => Uint8Array.from([...start, ...rest]))

  await fc.assert(fc.asyncProperty(bytes, expectCourseOrCode), { numRuns: 300 })
})

const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
  minLength: 1,
  maxLength: 8,
})

function changeBytes(bytes: Uint8Array<ArrayBuffer>, at: readonly [number, number][]): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice()
  for (const [where, byte] of at) changed[Math.floor(where * bytes.length)] = byte
  return changed
}

it('[C1] answers a damaged archive with a course or a clear error', async () => {
  const tar = await packTar(fileEntries(good))
  const archives = { tar, compressed: await gzip(tar) }

  await fc.assert(
    fc.asyncProperty(changes, fc.constantFrom('tar', 'compressed'), (at, kind) =>
      expectCourseOrCode(changeBytes(archives[kind], at)),
    ),
    { numRuns: 500 },
  )
})

it('[C1] answers a tar with changed headers whose checksums fit with a course or a clear error', async () => {
  const tar = await packTar(fileEntries(good))

  await fc.assert(
    fc.asyncProperty(
      fc.nat(3),
      fc.array(fc.tuple(fc.nat(344), fc.nat(255)), { maxLength: 6 }),
      async (entry, edits) => {
        const changed = tar.slice()
        const headers = headerOffsets(tar)
        const header = changed.subarray(headers[entry] ?? 0, (headers[entry] ?? 0) + 512)
        for (const [offset, byte] of edits) header[offset] = byte
        fitChecksum(header)
        await expectCourseOrCode(changed)
      },
    ),
    { numRuns: 500 },
  )
})

it('[C1] answers damaged XML and JSON with a course or a clear error', async () => {
  const text = fc.string({
    unit: fc.constantFrom(...'<>&"\'/=[]{}:! \n', 'a', '%', '\0', '\u{1f642}', ']]>', '<!--', '<!DOCTYPE'),
  })
  const edited = fc.tuple(fc.constantFrom(...Object.keys(good)), fc.nat(100), fc.nat(20), text)

  await fc.assert(
    fc.asyncProperty(edited, async ([name, start, length, inserted]) => {
      const content = good[name] ?? ''
      const changed = content.slice(0, start) + inserted + content.slice(start + length)
      await expectCourseOrCode(await gzip(await packTar(fileEntries({ ...good, [name]: changed }))))
    }),
    { numRuns: 500 },
  )
})

/** Where each entry's header begins: entries are padded to blocks of 512 bytes. */
function headerOffsets(tar: Uint8Array): number[] {
  const magic = 'ustar'
  const isHeader = (offset: number) => new TextDecoder().decode(tar.subarray(offset + 257, offset + 262)) === magic
  return Array.from({ length: tar.length / 512 }, (_, block) => block * 512).filter(isHeader)
}

/** The sum of the header's bytes, with spaces in place of the checksum itself (POSIX ustar). */
function fitChecksum(header: Uint8Array): void {
  header.fill(0x20, 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148)
}
