/** Bounds of what a course may hold. The gate refuses what exceeds them; the app keeps authors below them. */
export const limits = {
  idLength: 64,
  titleLength: 1000,
  descriptionLength: 100_000,
  languageLength: 64,
  positionLength: 512,
  urlLength: 4096,
  fileNameLength: 1000,
  authorNameLength: 200,
  captionsPerVideo: 100,
  commandsPerOperation: 200_000,
  /** One update as received, in bytes. */
  updateBytes: 32 * 1024 * 1024,
  /** Larger updates are handled one at a time, and checkpointed at once. */
  largeUpdateBytes: 256 * 1024,
  /** A whole course as stored, in bytes. */
  documentBytes: 64 * 1024 * 1024,
} as const
