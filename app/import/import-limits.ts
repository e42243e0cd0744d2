/** Bounds of what an import reads. An archive comes from outside: nothing in it may cost more than this. */
export const importLimits = {
  compressedBytes: 256 * 1024 * 1024,
  /** All that comes out of the archive, static files included. */
  decompressedBytes: 512 * 1024 * 1024,
  /** The JSON of a Lectern archive. */
  lecternBytes: 64 * 1024 * 1024,
  /** Three for each video of the largest course that we export, and some. */
  entries: 250_000,
  pathLength: 1024,
  /** One XML or JSON file. */
  fileBytes: 16 * 1024 * 1024,
  /** All files that are kept in memory. */
  keptBytes: 128 * 1024 * 1024,
  /** Elements of all XML files that are read. */
  elements: 500_000,
  /** Elements inside each other in one file. */
  xmlDepth: 500,
  /** Containers inside each other, over all files. */
  courseDepth: 50,
  /** Elements visited; one that stands in many places is visited in each, so few files can ask for billions. */
  visits: 200_000,
}

export type ImportLimits = Readonly<typeof importLimits>
