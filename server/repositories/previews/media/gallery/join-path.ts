/** `""`, `a.csv` → `a.csv`: the root has no name. */
export function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
