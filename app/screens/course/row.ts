/** What the outline's rows are called among themselves. */
export interface RowRef {
  readonly kind: 'chapter' | 'video'
  readonly id: string
}
