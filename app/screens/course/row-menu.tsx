import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import Copy from 'lucide-react/icons/copy'
import FolderInput from 'lucide-react/icons/folder-input'
import Pencil from 'lucide-react/icons/pencil'
import Plus from 'lucide-react/icons/plus'
import SquareCheck from 'lucide-react/icons/square-check'
import Trash2 from 'lucide-react/icons/trash-2'
import Upload from 'lucide-react/icons/upload'
import { type MenuItem, MenuPopover } from '../../components/menu/menu.tsx'
import { useUploadMenu } from '../../components/uploads/use-upload-menu.tsx'
import { outlineText, selectionText } from '../../text/outline.ts'
import { addingText } from '../../text/uploads-adding.ts'
import type { CourseDialog } from './course-dialog.ts'
import type { OutlineActions } from './outline-actions.ts'
import type { RowRef } from './row.ts'
import type { FileGestures } from './uploads/use-file-gestures.ts'

export interface OpenRowMenu {
  readonly row: RowRef
  readonly title: string
  readonly button: HTMLElement
  /** A video under *Unfiled* has no neighbours to move among. */
  readonly isUnfiled: boolean
  /** A video with a file of its own. */
  readonly hasFile: boolean
}

interface RowMenuProps {
  readonly open: OpenRowMenu
  readonly actions: OutlineActions
  readonly files: FileGestures | undefined
  readonly onDialog: (dialog: CourseDialog) => void
  readonly onSelect: (row: RowRef) => void
  readonly onClose: () => void
}

export function RowMenu({ open, ...props }: RowMenuProps) {
  const { row, title, button, isUnfiled } = open
  const { actions, files, onDialog, onSelect, onClose } = props
  const { rename, moveUp, moveDown, moveTo } = outlineText
  const steps = [
    { id: 'up', label: moveUp, icon: <ArrowUp />, keys: 'Alt ↑', onAction: () => actions.step(row, -1) },
    { id: 'down', label: moveDown, icon: <ArrowDown />, keys: 'Alt ↓', onAction: () => actions.step(row, 1) },
  ]
  const addVideo = () => onDialog({ kind: 'add-video', chapterId: row.id })
  const { duplicate, delete: remove } = outlineText
  const upload = useUploadMenu(row.id)
  const items = [
    ...(row.kind === 'chapter' ? [{ id: 'add', label: outlineText.addVideo, icon: <Plus />, onAction: addVideo }] : []),
    ...upload,
    ...(files ? [fileItem(open, files)] : []),
    { id: 'rename', label: rename, icon: <Pencil />, keys: 'F2', onAction: () => actions.startEditing(row) },
    ...(isUnfiled ? [] : steps),
    { id: 'move', label: moveTo, icon: <FolderInput />, onAction: () => onDialog({ kind: 'move', rows: [row] }) },
    { id: 'duplicate', label: duplicate, icon: <Copy />, keys: 'Ctrl D', onAction: () => actions.duplicate([row]) },
    {
      id: 'select',
      label: selectionText.selectItem,
      icon: <SquareCheck />,
      keys: 'Space',
      onAction: () => onSelect(row),
    },
    { id: 'delete', label: remove, icon: <Trash2 />, keys: 'Del', onAction: () => actions.remove([row]) },
  ]
  return <MenuPopover label={outlineText.actionsOf(title)} items={items} anchor={button} onClose={onClose} />
}

function fileItem({ row, hasFile }: OpenRowMenu, files: FileGestures): MenuItem {
  const { uploadVideos, replaceFile, chooseFile } = addingText
  if (row.kind === 'chapter') {
    return { id: 'upload', label: uploadVideos, icon: <Upload />, onAction: () => files.upload({ chapterId: row.id }) }
  }
  const label = hasFile ? replaceFile : chooseFile
  return { id: 'file', label, icon: <Upload />, onAction: () => files.replace(row.id) }
}
