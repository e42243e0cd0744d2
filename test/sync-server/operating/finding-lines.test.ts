import { expect, it } from 'vitest'
import type { Finding } from '../../../sync-server/operating/finding.ts'
import { linesOf } from '../../../sync-server/operating/finding-lines.ts'

const hole: Finding = { code: 'updates-missing', courseId: 'knots', from: 7, to: 7, isInSnapshot: false }

function strayRow(id: string): Finding {
  return { code: 'rows-differ', courseId: 'knots', entity: 'video', id, how: 'row-without-entity', fields: [] }
}

it('tells each finding in a line, and of a thousand alike the first ten', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => strayRow(`v${index}`))
  const lines = linesOf([hole, ...rows])
  expect(lines).toHaveLength(12)
  expect(lines[0]).toBe('Course knots: revision 7 is missing from the log, and no snapshot holds it.')
  expect(lines[1]).toBe('Course knots: video v0 has a row in the table and is not in the document.')
  expect(lines[11]).toBe('… and 990 more like it (--json tells all).')
})
