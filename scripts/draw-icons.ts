/** `node scripts/draw-icons.ts`: draws the app's icons from icon.svg, by the tests' Chromium. Run it when that changes. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, chromium } from 'playwright'
import { chromiumLaunch } from '../test/chromium-launch.ts'
import { projectDir } from './run-command.ts'

interface Icon {
  readonly file: string
  readonly sizePx: number
  /** To be cut into any shape by the system: no corners of its own, and its lines within the inner four fifths. */
  readonly isMaskable?: boolean
}

const icons: readonly Icon[] = [
  { file: 'icon-192.png', sizePx: 192 },
  { file: 'icon-512.png', sizePx: 512 },
  { file: 'maskable-512.png', sizePx: 512, isMaskable: true },
  { file: 'apple-touch-180.png', sizePx: 180, isMaskable: true },
]
const folder = path.join(projectDir, 'app/public/icons')

async function draw(browser: Browser, svg: string, { file, sizePx, isMaskable = false }: Icon): Promise<void> {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } })
  const shown = isMaskable ? svg.replace(' rx="7"', '').replace('viewBox="0 0 32 32"', 'viewBox="-3 -3 38 38"') : svg
  const background = isMaskable ? '#1f5f8b' : 'transparent'
  await page.setContent(`<style>body{margin:0;background:${background}}svg{display:block;width:100vw}</style>${shown}`)
  await page.screenshot({ path: path.join(folder, file), omitBackground: true })
  await page.close()
}

const browser = await chromium.launch(chromiumLaunch)
const svg = await readFile(path.join(folder, 'icon.svg'), 'utf8')
for (const icon of icons) await draw(browser, svg, icon)
await browser.close()
