export { folder, type FolderOptions } from "./folder.ts"
