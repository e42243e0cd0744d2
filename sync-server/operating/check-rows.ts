/** Rows = document: where other programs read a course differently than its authors do. */
import { isDeepStrictEqual } from 'node:util'
import type { Course } from '../../course/model.ts'
import type { RowsDiffer } from './finding.ts'

/** What of a course is compared: both as plain data. */
interface Compared {
  readonly courseId: string
  readonly rows: Course
  readonly document: Course
}

type Difference = Omit<RowsDiffer, 'code' | 'courseId'>

export function checkRows({ courseId, rows, document }: Compared): RowsDiffer[] {
  const info = fieldsThatDiffer(rows.info, document.info)
  const found: Difference[] = [
    ...(info.length > 0 ? [{ entity: 'course', id: '', how: 'other-values', fields: info } as const] : []),
    ...differences('chapter', rows.chapters, document.chapters),
    ...differences('video', rows.videos, document.videos),
  ]
  return found.map(difference => ({ code: 'rows-differ', courseId, ...difference }))
}

function differences(
  entity: 'chapter' | 'video',
  rows: ReadonlyMap<string, object>,
  document: ReadonlyMap<string, object>,
): Difference[] {
  const ids = [...new Set([...rows.keys(), ...document.keys()])]
  return ids.flatMap((id): Difference[] => {
    const [row, inDocument] = [rows.get(id), document.get(id)]
    if (!row) return [{ entity, id, how: 'row-missing', fields: [] }]
    if (!inDocument) return [{ entity, id, how: 'row-without-entity', fields: [] }]
    const fields = fieldsThatDiffer(row, inDocument)
    return fields.length > 0 ? [{ entity, id, how: 'other-values', fields }] : []
  })
}

function fieldsThatDiffer(row: object, inDocument: object): string[] {
  const values = new Map(Object.entries(inDocument))
  const rowValues = new Map(Object.entries(row))
  const fields = new Set([...rowValues.keys(), ...values.keys()])
  return [...fields].filter(field => !isDeepStrictEqual(rowValues.get(field), values.get(field)))
}
