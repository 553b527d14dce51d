/** The names of the files that stand beside an exported model that answers questions: model.onnx has model.answer.py and model.README.md. */
export function answeringBeside(path: string): { readonly script: string; readonly readme: string } {
  const stem = path.replace(/\.onnx$/i, '')
  return { script: `${stem}.answer.py`, readme: `${stem}.README.md` }
}
