/** What the outline's rows are called among themselves. */
export interface RowRef {
  readonly kind: 'chapter' | 'video'
  readonly id: string
}

/** As it stands in `data-row`, and as the outline's key. */
export const rowName = ({ kind, id }: RowRef): string => `${kind}:${id}`

export function rowOf(name: string): RowRef | undefined {
  const [, kind, id] = /^(chapter|video):(.+)$/.exec(name) ?? []
  return id === undefined ? undefined : { kind: kind === 'chapter' ? 'chapter' : 'video', id }
}
