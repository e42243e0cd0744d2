/** One file of the built app, as the service worker keeps it. */
export interface ShellFile {
  /** As it stands in the address: `/index.html`, `/assets/main-4f2a.js`. */
  readonly path: string
  /** Subresource integrity (`sha256-…`): what is kept is what was built, whatever a captive portal answers. */
  readonly integrity: string
}
