import { DropZone } from 'react-aria-components/DropZone'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { Button } from '../../components/button/button.tsx'
import { importText } from '../../text/screens.ts'
import css from './course-list.module.css'

export function ArchivePicker({ onFile }: { readonly onFile: (file: File) => void }) {
  return (
    <>
      <p>{importText.hint}</p>
      <DropZone
        className={css['drop'] ?? ''}
        aria-label={importText.drop}
        onDrop={async ({ items }) => {
          const item = items.find(dropped => dropped.kind === 'file')
          if (item) onFile(await item.getFile())
        }}
      >
        <FileTrigger
          acceptedFileTypes={['.lectern', '.gz', '.tgz', 'application/gzip', '.json', 'application/json']}
          onSelect={files => files?.[0] && onFile(files[0])}
        >
          <Button look="primary">{importText.choose}</Button>
        </FileTrigger>
        <span>{importText.drop}</span>
      </DropZone>
    </>
  )
}
