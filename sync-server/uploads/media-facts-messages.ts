/** What the server and the thread that looks into a media file say to each other. */
export interface Dimensions {
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
}

export type FactsMessage =
  | { readonly kind: 'read'; readonly id: number; readonly start: number; readonly end: number }
  | { readonly kind: 'facts'; readonly facts: Dimensions }
