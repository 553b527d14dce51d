/** The name of the tokeniser's file that stands beside an exported model: model.onnx has model.tokenizer.json. */
export function tokenizerBeside(path: string): string {
  return `${path.replace(/\.onnx$/i, '')}.tokenizer.json`
}
